import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InvokeResult } from '../../../local/lambda/invocation.ts';
import { startPoller } from '../../../local/lambda/poller.ts';
import type { SqsRecord } from '../../../local/lambda/sqs-event.ts';
import type { EventSourceMapping } from '../../../local/template/stack.ts';
import { countsOf, createQueue, sendAll, startMessaging } from './support.ts';

let aws: Awaited<ReturnType<typeof startMessaging>>;
beforeAll(async () => {
  aws = await startMessaging();
});
afterAll(() => aws.stop());

type Records = readonly SqsRecord[];
const done: InvokeResult = { ok: true, result: { batchItemFailures: [] } };

function poll(
  queueUrl: string,
  invoke: (records: Records) => Promise<InvokeResult>,
  change: Partial<EventSourceMapping> = {},
  concurrency = 1,
) {
  const errors: unknown[] = [];
  const poller = startPoller({
    mapping: {
      functionName: 'Worker',
      queueArn: 'arn:aws:sqs:us-east-1:000000000000:Work',
      batchSize: 10,
      windowSeconds: 0,
      reportsBatchItemFailures: true,
      ...change,
    },
    queueUrl,
    sqs: aws.sqs,
    concurrency,
    invoke: (event) => invoke((event as { Records: Records }).Records),
    onError: (error) => errors.push(error),
  });
  return { stop: () => poller.stop(), errors };
}

const arnOf = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;

describe('an event source mapping', () => {
  it('deletes what is done, and brings the rest back until it goes to the dead-letter queue', async () => {
    const dead = await createQueue(aws.sqs, 'Dead');
    const queue = await createQueue(aws.sqs, 'Partial', {
      VisibilityTimeout: '0',
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf('Dead'), maxReceiveCount: 3 }),
    });
    await sendAll(aws.sqs, queue, ['good', 'bad', 'good too']);
    const seen: string[] = [];
    const poller = poll(queue, async (records) => {
      seen.push(...records.map(({ body }) => body));
      const bad = records.filter(({ body }) => body === 'bad');
      return {
        ok: true,
        result: { batchItemFailures: bad.map(({ messageId }) => ({ itemIdentifier: messageId })) },
      };
    });
    await expect.poll(() => countsOf(aws.sqs, dead), { timeout: 5_000 }).toEqual({ waiting: 1, inFlight: 0 });
    await poller.stop();
    expect(seen.toSorted()).toEqual(['bad', 'bad', 'bad', 'good', 'good too']);
    expect(await countsOf(aws.sqs, queue)).toEqual({ waiting: 0, inFlight: 0 });
    expect(poller.errors).toEqual([]);
  });

  it('deletes nothing after a failed invocation', async () => {
    const queue = await createQueue(aws.sqs, 'Failing', { VisibilityTimeout: '0' });
    await sendAll(aws.sqs, queue, ['a', 'b']);
    const counts: string[] = [];
    const poller = poll(queue, async (records) => {
      counts.push(...records.map(({ attributes }) => attributes['ApproximateReceiveCount'] ?? ''));
      return counts.length > 2 ? done : { ok: false, kind: 'crash', message: 'Runtime exited: 1' };
    });
    await expect.poll(() => countsOf(aws.sqs, queue)).toEqual({ waiting: 0, inFlight: 0 });
    await poller.stop();
    expect(counts.toSorted()).toEqual(['1', '1', '2', '2']);
  });

  it('fills a batch over several receives within its window', async () => {
    const queue = await createQueue(aws.sqs, 'Window');
    await sendAll(
      aws.sqs,
      queue,
      Array.from({ length: 25 }, (_each, n) => String(n)),
    );
    const { promise: first, resolve } = Promise.withResolvers<number>();
    const invoke = async (records: Records) => {
      resolve(records.length);
      return done;
    };
    const poller = poll(queue, invoke, { batchSize: 100, windowSeconds: 1 });
    expect(await first).toBe(25);
    await poller.stop();
    expect(await countsOf(aws.sqs, queue)).toEqual({ waiting: 0, inFlight: 0 });
  });

  it('never runs more than its maximum concurrency, and receives no more than it runs', async () => {
    const queue = await createQueue(aws.sqs, 'Busy');
    await sendAll(
      aws.sqs,
      queue,
      Array.from({ length: 8 }, (_each, n) => String(n)),
    );
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    let running = 0;
    let peak = 0;
    const invoke = async () => {
      running += 1;
      peak = Math.max(peak, running);
      await released;
      running -= 1;
      return done;
    };
    const poller = poll(queue, invoke, { batchSize: 1, maxConcurrency: 2 }, 10);
    await expect.poll(() => countsOf(aws.sqs, queue)).toEqual({ waiting: 6, inFlight: 2 });
    release();
    await expect
      .poll(() => countsOf(aws.sqs, queue), { timeout: 5_000 })
      .toEqual({ waiting: 0, inFlight: 0 });
    await poller.stop();
    expect(peak).toBe(2);
  });

  it('ends its running invocation and settles it before a stop is answered', async () => {
    const queue = await createQueue(aws.sqs, 'Stopping');
    await sendAll(aws.sqs, queue, ['a']);
    const started = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    const order: string[] = [];
    const poller = poll(queue, async () => {
      started.resolve();
      await finish.promise;
      order.push('finished');
      return done;
    });
    await started.promise;
    const stopped = poller.stop().then(() => order.push('stopped'));
    // The time of a call to SQS: a stop that does not wait would be over by then.
    expect(await countsOf(aws.sqs, queue)).toEqual({ waiting: 0, inFlight: 1 });
    finish.resolve();
    await stopped;
    expect(order).toEqual(['finished', 'stopped']);
    expect(await countsOf(aws.sqs, queue)).toEqual({ waiting: 0, inFlight: 0 });
  });

  it('reports a queue that is not there and goes on', async () => {
    const poller = poll(`${aws.url}/000000000000/Nowhere`, async () => done);
    await expect.poll(() => poller.errors.length).toBeGreaterThan(1);
    await poller.stop();
    expect(String(poller.errors[0])).toMatch(/queue does not exist/i);
  });
});
