import { SendMessageBatchCommand, type SendMessageBatchCommandInput, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMailQueue } from '../../../shared/aws/mail-queue.ts';
import { decodeWakeUp } from '../../../shared/aws/wake-up-codec.ts';
import { createWakeUpQueue } from '../../../shared/aws/wake-up-queue.ts';
import { createMemoryMailQueue } from '../../../shared/memory/mail-queue.ts';
import { createMemoryWakeUpQueue } from '../../../shared/memory/wake-up-queue.ts';
import { type Envelope, LANES } from '../../../shared/message/envelope.ts';
import { decodeEnvelope, encodeEnvelope } from '../../../shared/message/envelope-codec.ts';
import { SILENT } from '../../../shared/ports/log.ts';
import type { OutgoingMail, QueuedMail, WakeUp } from '../../../shared/ports/queues.ts';
import type { QuotaKey } from '../../../shared/quota/key.ts';
import { type LocalMessaging, startMessaging } from '../../contract/local-messaging.ts';
import { spyLog } from './log-spy.ts';

let messaging: LocalMessaging;
beforeAll(async () => {
  messaging = await startMessaging();
});
afterAll(() => messaging.stop());

const envelope: Envelope = {
  v: 1,
  firstSeen: 1_764_000_000_000,
  expiresAt: 1_764_432_000_000,
  lane: LANES.fresh,
  hops: 2,
};
const mail = (body: string, delaySeconds = 0): OutgoingMail => ({ body, envelope, delaySeconds });
const mails = (count: number) => Array.from({ length: count }, (_, at) => mail(`mail ${at}`));

let queues = 0;
async function freshQueue() {
  queues += 1;
  const url = await messaging.createQueue(`mails-${queues}`);
  return { url, queue: createMailQueue({ client: messaging.sqs, queueUrl: url, log: SILENT }) };
}

/** An SQS that answers as told, and the entries of each call to it. */
function prepareFake(answer: (input: SendMessageBatchCommandInput, call: number) => object) {
  const mock = mockClient(SQSClient);
  const calls: SendMessageBatchCommandInput[] = [];
  mock.on(SendMessageBatchCommand).callsFake((input: SendMessageBatchCommandInput) => {
    calls.push(input);
    return answer(input, calls.length);
  });
  const waits: number[] = [];
  const log = spyLog();
  const sleep = async (milliseconds: number) => waits.push(milliseconds);
  const client = new SQSClient({ region: 'eu-west-1' });
  const queue = createMailQueue({ client, queueUrl: 'http://127.0.0.1/queue', log, sleep });
  return { queue, calls, waits, log, restore: () => mock.restore() };
}
const sizes = (calls: readonly SendMessageBatchCommandInput[]) =>
  calls.map(({ Entries: entries = [] }) => entries.length);
const failedEntry = (Id: string, SenderFault: boolean) => ({
  Failed: [{ Id, SenderFault, Code: 'InternalError' }],
});

describe('the mail queue', () => {
  it('carries body and envelope as they are', async () => {
    const { url, queue } = await freshQueue();
    const body = '{ "id": "1",  "subject": "Grüße \\uffff" }\n';
    expect(await queue.send([mail(body)])).toEqual(new Set());
    const [received] = await messaging.receiveAll(url);
    expect(received?.body).toBe(body);
    expect(decodeEnvelope(received?.attributes['mxp'])).toEqual(envelope);
  });

  it.each([0, 1, 10, 11, 95])('sends %i mails, each once', async (count) => {
    const { url, queue } = await freshQueue();
    expect(await queue.send(mails(count))).toEqual(new Set());
    const bodies = (await messaging.receiveAll(url)).map(({ body }) => body);
    expect(bodies.sort()).toEqual(
      mails(count)
        .map(({ body }) => body)
        .sort(),
    );
  });

  it('holds mails back for their delay', async () => {
    const { url, queue } = await freshQueue();
    await queue.send([mail('now'), mail('later', 900)]);
    expect((await messaging.receiveAll(url)).map(({ body }) => body)).toEqual(['now']);
  });

  const overhead = Buffer.byteLength(encodeEnvelope(envelope)) + 'mxp'.length + 'String'.length;
  it('sends a mail that fills a message to the byte', async () => {
    const { url, queue } = await freshQueue();
    expect(await queue.send([mail('é'.repeat((1_048_576 - overhead) / 2))])).toEqual(new Set());
    expect(await messaging.receiveAll(url)).toHaveLength(1);
  });

  it('answers a mail that is a byte too large, and sends the others', async () => {
    const { url, queue } = await freshQueue();
    expect(await queue.send([mail('a'), mail('x'.repeat(1_048_576 - overhead + 1)), mail('b')])).toEqual(
      new Set([1]),
    );
    expect((await messaging.receiveAll(url)).map(({ body }) => body).sort()).toEqual(['a', 'b']);
  });

  it('fills a batch up to 1 MiB, attributes counted', async () => {
    const fake = prepareFake(() => ({}));
    const half = 524_288 - overhead;
    await fake.queue.send([mail('x'.repeat(half)), mail('x'.repeat(half)), mail('x')]);
    await fake.queue.send([mail('x'.repeat(half)), mail('x'.repeat(half + 1)), mail('x')]);
    expect(sizes(fake.calls)).toEqual([2, 1, 1, 2]);
    fake.restore();
  });

  it('has at most eight calls in flight', async () => {
    let running = 0;
    let most = 0;
    const fake = prepareFake(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return {};
    });
    await fake.queue.send(mails(200));
    expect(sizes(fake.calls)).toEqual(Array.from({ length: 20 }, () => 10));
    expect(most).toBe(8);
    fake.restore();
  });

  it('tries an entry again that SQS failed at, and it alone', async () => {
    const fake = prepareFake((_input, call) => (call === 1 ? failedEntry('2', false) : {}));
    expect(await fake.queue.send(mails(3))).toEqual(new Set());
    expect(sizes(fake.calls)).toEqual([3, 1]);
    expect(fake.calls[1]?.Entries?.[0]).toMatchObject({ Id: '2', MessageBody: 'mail 2' });
    fake.restore();
  });

  it('answers an entry that SQS failed at three times', async () => {
    const fake = prepareFake(() => failedEntry('0', false));
    expect(await fake.queue.send(mails(2))).toEqual(new Set([0]));
    expect(sizes(fake.calls)).toEqual([2, 1, 1]);
    expect(fake.waits).toEqual([50, 250]);
    expect(fake.log.events).toEqual(['entries not taken']);
    fake.restore();
  });

  it('answers an entry at once that SQS calls our fault', async () => {
    const fake = prepareFake(() => failedEntry('1', true));
    expect(await fake.queue.send(mails(2))).toEqual(new Set([1]));
    expect(fake.calls).toHaveLength(1);
    fake.restore();
  });

  it('answers all entries of a call that failed, and sends the other calls', async () => {
    const fake = prepareFake(({ Entries: [first] = [] }) => {
      if (first?.Id === '10') throw new Error('down');
      return {};
    });
    expect(await fake.queue.send(mails(25))).toEqual(new Set(Array.from({ length: 10 }, (_, at) => at + 10)));
    fake.restore();
  });
});

describe.each([
  {
    flavour: 'memory',
    make: (sent: unknown[]) => ({
      mails: createMemoryMailQueue((...delivery: [QueuedMail, number]) => sent.push(delivery)),
      wakeUps: createMemoryWakeUpQueue((...delivery: [WakeUp, number]) => sent.push(delivery)),
    }),
  },
  {
    flavour: 'SQS',
    make: (sent: unknown[]) => {
      const client = new SQSClient({ region: 'eu-west-1', endpoint: 'http://127.0.0.1:1' });
      client.middlewareStack.add(
        (next) => (args) => {
          sent.push(args);
          return next(args);
        },
        { step: 'initialize' },
      );
      const target = { client, queueUrl: 'http://127.0.0.1:1/queue', log: SILENT };
      return { mails: createMailQueue(target), wakeUps: createWakeUpQueue(target) };
    },
  },
])('the queues of $flavour', ({ make }) => {
  it.each([-1, 901, 0.5, Number.NaN])(
    'refuse a delay of %d seconds before anything is sent',
    async (delaySeconds) => {
      const sent: unknown[] = [];
      const { mails: queue, wakeUps } = make(sent);
      await expect(queue.send([mail('a'), mail('b', delaySeconds)])).rejects.toThrow(RangeError);
      const wakeUp = { key: 'k' as QuotaKey, wakeNo: 1 };
      await expect(
        wakeUps.send([
          { ...wakeUp, delaySeconds: 900 },
          { ...wakeUp, delaySeconds },
        ]),
      ).rejects.toThrow(RangeError);
      expect(sent).toEqual([]);
    },
  );
});

describe('the queues in memory', () => {
  it('hand over what they were given, with its delay', async () => {
    const sent: unknown[] = [];
    const mailQueue = createMemoryMailQueue((...delivery) => sent.push(delivery));
    expect(await mailQueue.send([mail('a', 900)])).toEqual(new Set());
    const wakeUp = { key: 'k' as QuotaKey, wakeNo: 1 };
    await createMemoryWakeUpQueue((...delivery) => sent.push(delivery)).send([
      { ...wakeUp, delaySeconds: 3 },
    ]);
    expect(sent).toEqual([
      [{ body: 'a', envelope }, 900],
      [wakeUp, 3],
    ]);
  });
});

describe('the wake-up queue', () => {
  const wakeUp = { key: 'default|rule|yahoo' as QuotaKey, wakeNo: 7 };

  it('carries key and number', async () => {
    const url = await messaging.createQueue('wake-ups');
    await createWakeUpQueue({ client: messaging.sqs, queueUrl: url, log: SILENT }).send([
      { ...wakeUp, delaySeconds: 0 },
    ]);
    const [received] = await messaging.receiveAll(url);
    expect(decodeWakeUp(received?.body ?? '')).toEqual(wakeUp);
  });

  it('logs a wake-up that was lost, and throws nothing', async () => {
    const log = spyLog();
    const client = new SQSClient({
      region: 'eu-west-1',
      endpoint: 'http://127.0.0.1:1',
      maxAttempts: 1,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    await createWakeUpQueue({ client, queueUrl: 'http://127.0.0.1:1/queue', log }).send([
      { ...wakeUp, delaySeconds: 0 },
    ]);
    expect(log.events).toEqual(['batch call failed', 'entries not taken']);
  });
});
