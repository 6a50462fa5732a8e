import type { Message } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { collectBatch } from '../../../local/lambda/collect-batch.ts';
import { functionEnvironment } from '../../../local/lambda/function-environment.ts';
import { rateMillis, startSchedule } from '../../../local/lambda/schedule.ts';
import { sqsRecord } from '../../../local/lambda/sqs-event.ts';

describe('a rate expression', () => {
  it.each([
    ['rate(1 minute)', 60_000],
    ['rate(5 minutes)', 300_000],
    ['rate(2 hours)', 7_200_000],
    ['rate(1 day)', 86_400_000],
    ['rate(0 minutes)', undefined],
    ['rate(1 month)', undefined],
    ['cron(0 3 * * ? *)', undefined],
  ])('%s', (expression, millis) => {
    expect(rateMillis(expression)).toBe(millis);
  });

  it('that is none is refused with its name', () => {
    const start = () =>
      startSchedule({
        name: 'Nightly',
        expression: 'cron(0 3)',
        invoke: async () => ({ ok: true, result: null }),
      });
    expect(start).toThrow("schedule Nightly: only rate(…) runs locally, not 'cron(0 3)'");
  });
});

describe('a schedule', () => {
  it('can be fired by hand, with an event of EventBridge', async () => {
    const schedule = startSchedule({
      name: 'Minutely',
      expression: 'rate(1 minute)',
      invoke: async (event) => ({ ok: true, result: event }),
    });
    const fired = await schedule.invokeNow();
    await schedule.stop();
    expect(fired).toMatchObject({
      ok: true,
      result: { source: 'aws.events', 'detail-type': 'Scheduled Event' },
    });
  });

  it('waits for running invocations when it stops', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const ended: string[] = [];
    const schedule = startSchedule({
      name: 'Minutely',
      expression: 'rate(1 minute)',
      invoke: async () => {
        await promise;
        ended.push('invocation');
        return { ok: true, result: null };
      },
    });
    void schedule.invokeNow();
    const stopped = schedule.stop().then(() => ended.push('stop'));
    resolve();
    await stopped;
    expect(ended).toEqual(['invocation', 'stop']);
  });
});

describe('a batch', () => {
  /** A queue that gives what is left, at most as asked. */
  function queueOf(count: number, body = '') {
    const left = Array.from({ length: count }, (_each, n): Message => ({ MessageId: String(n), Body: body }));
    return async (most: number) => left.splice(0, most);
  }

  it.each([
    ['without a window is one receive', { batchSize: 10, windowSeconds: 0, waiting: 25, size: 10 }],
    ['asks for no more than its size', { batchSize: 3, windowSeconds: 0, waiting: 25, size: 3 }],
    ['fills up to its size within the window', { batchSize: 25, windowSeconds: 60, waiting: 30, size: 25 }],
    ['is empty when nothing waits', { batchSize: 25, windowSeconds: 60, waiting: 0, size: 0 }],
  ])('%s', async (_case, { batchSize, windowSeconds, waiting, size }) => {
    const batch = await collectBatch({
      receive: queueOf(waiting),
      batchSize,
      windowSeconds,
      stopping: () => false,
    });
    expect(batch).toHaveLength(size);
  });

  it('closes at 6 MB', async () => {
    const receive = queueOf(100, 'x'.repeat(300_000));
    const batch = await collectBatch({ receive, batchSize: 100, windowSeconds: 60, stopping: () => false });
    expect(batch).toHaveLength(20);
  });

  it('closes when the poller stops', async () => {
    const batch = await collectBatch({
      receive: queueOf(100),
      batchSize: 100,
      windowSeconds: 60,
      stopping: () => true,
    });
    expect(batch).toHaveLength(10);
  });
});

it('a record has the shape of Lambda', () => {
  const record = sqsRecord(
    {
      MessageId: 'id',
      ReceiptHandle: 'handle',
      Body: 'body',
      MD5OfBody: 'md5',
      Attributes: { ApproximateReceiveCount: '2' },
      MessageAttributes: {
        mxp: { DataType: 'String', StringValue: '{}' },
        bytes: { DataType: 'Binary', BinaryValue: Buffer.from('x') },
      },
    },
    'arn:aws:sqs:eu-west-1:000000000000:Work',
  );
  expect(record).toEqual({
    messageId: 'id',
    receiptHandle: 'handle',
    body: 'body',
    md5OfBody: 'md5',
    attributes: { ApproximateReceiveCount: '2' },
    messageAttributes: {
      mxp: { stringValue: '{}', stringListValues: [], binaryListValues: [], dataType: 'String' },
      bytes: { binaryValue: 'eA==', stringListValues: [], binaryListValues: [], dataType: 'Binary' },
    },
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-west-1:000000000000:Work',
    awsRegion: 'eu-west-1',
  });
});

it('a function gets its own variables, the endpoints, and nothing of the engine’s environment', () => {
  const model = {
    name: 'Worker',
    arn: '',
    assetDir: '',
    handler: '',
    timeoutSeconds: 1,
    memoryMb: 256,
    environment: { OWN: '1' },
  };
  const at = (port: number) => `http://127.0.0.1:${port}`;
  const endpoints = {
    region: 'eu-west-1',
    sqs: at(1),
    sns: at(1),
    s3: at(1),
    dynamodb: at(2),
    ses: at(3),
    secrets: at(4),
    dnsServers: '127.0.0.1:5353',
  };
  const environment = functionEnvironment(model, endpoints);
  expect(environment).toMatchObject({
    OWN: '1',
    AWS_REGION: 'eu-west-1',
    AWS_ENDPOINT_URL_SESV2: at(3),
    AWS_ENDPOINT_URL_SECRETS_MANAGER: at(4),
    AWS_ENDPOINT_URL_DYNAMODB: at(2),
    MXP_DNS_SERVERS: '127.0.0.1:5353',
    AWS_LAMBDA_FUNCTION_NAME: 'Worker',
  });
  expect(environment).not.toHaveProperty('HOME');
});
