import {
  ChangeMessageVisibilityBatchCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redrive } from '../../cli/dlq/redrive.ts';
import { createDeadLetters } from '../../shared/aws/dead-letters.ts';
import type { DeadLetters } from '../../shared/ports/dead-letters.ts';
import { SILENT } from '../../shared/ports/log.ts';
import { type LocalMessaging, startMessaging } from './local-messaging.ts';

let local: LocalMessaging;
beforeAll(async () => {
  local = await startMessaging();
});
afterAll(() => local.stop());

let queues = 0;
const sleep = async () => {};

/** A queue with dead letters of its own, and the letters in it: sent to the queue, and received once too often. */
async function laid(bodies: readonly string[], attributes: Readonly<Record<string, object>> = {}) {
  queues += 1;
  const { sqs } = local;
  const deadUrl = await local.createQueue(`Dead${queues}`);
  const asked = new GetQueueAttributesCommand({ QueueUrl: deadUrl, AttributeNames: ['QueueArn'] });
  const deadLetterTargetArn = (await sqs.send(asked)).Attributes?.['QueueArn'];
  const { QueueUrl: url = '' } = await sqs.send(
    new CreateQueueCommand({
      QueueName: `Source${queues}`,
      Attributes: {
        VisibilityTimeout: '0',
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 }),
      },
    }),
  );
  for (const [at, body] of bodies.entries())
    await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: url,
        Entries: [{ Id: String(at), MessageBody: body, MessageAttributes: attributes as never }],
      }),
    );
  const die = new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, VisibilityTimeout: 0 });
  const letters = createDeadLetters({ client: sqs, queueUrl: url, log: SILENT, sleep });
  for (let calls = 0; (await letters.count()) < bodies.length && calls < 2_000; calls += 1)
    await sqs.send(die);
  return { url, deadUrl, letters };
}

const begun = Date.now() + 600_000;
const all = { begun, onProgress: () => {} };
const bodiesIn = async (url: string) => (await local.receiveAll(url)).map(({ body }) => body).sort();
const numbered = (count: number) =>
  Array.from({ length: count }, (_, at) => `letter ${String(at).padStart(3, '0')}`);

describe('a redrive', () => {
  it('moves more letters than one call takes, and leaves none behind', async () => {
    const bodies = numbered(57);
    const { url, letters } = await laid(bodies);
    expect(await redrive(letters, all)).toEqual({ redriven: 57, refused: [], doubled: [] });
    expect(await letters.count()).toBe(0);
    expect(await bodiesIn(url)).toEqual(bodies);
  });

  it('moves letters that are too large for one call together', async () => {
    const bodies = numbered(4).map((body) => body.padEnd(400_000, 'x'));
    const { url, letters } = await laid(bodies);
    expect(await redrive(letters, all)).toMatchObject({ redriven: 4 });
    expect(await bodiesIn(url)).toEqual(bodies);
  });

  it('changes neither a body nor an attribute, of whatever type', async () => {
    const attributes = {
      mxp: { DataType: 'String', StringValue: '{"v":1}' },
      count: { DataType: 'Number', StringValue: '7' },
      raw: { DataType: 'Binary', BinaryValue: new Uint8Array([0, 255, 7]) },
    };
    const { url, letters } = await laid(['{"id":"a", "text":"é\\u0000"}\n '], attributes);
    await redrive(letters, all);
    const { Messages: [message] = [] } = await local.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: url, MessageAttributeNames: ['All'] }),
    );
    expect(message?.Body).toBe('{"id":"a", "text":"é\\u0000"}\n ');
    expect(message?.MessageAttributes).toEqual(attributes);
  });

  it('takes only the letters that are named, and leaves the others in sight', async () => {
    const { url, deadUrl, letters } = await laid(numbered(23));
    const [one, other] = await letters.receive(0);
    const ids = new Set([one?.id ?? '', other?.id ?? '']);
    expect(await redrive(letters, { ...all, ids })).toMatchObject({ redriven: 2 });
    // In sight, and read before the queue: what is received there dies at once.
    expect(await bodiesIn(deadUrl)).toHaveLength(21);
    expect(await bodiesIn(url)).toHaveLength(2);
  });

  it('leaves alone what came into its queue after the command began: it was redriven, and has died again', async () => {
    const { letters } = await laid(numbered(3));
    expect(await redrive(letters, { ...all, begun: Date.now() - 600_000 })).toMatchObject({ redriven: 0 });
    expect(await letters.count()).toBe(3);
  });
});

/** The process ends the first time that it wants to do this. */
function crashingAt(letters: DeadLetters, step: 'send' | 'remove'): DeadLetters {
  return {
    ...letters,
    [step]: async () => {
      throw new Error('killed');
    },
    // Nobody releases anything after a kill.
    release: async () => {},
    receive: () => letters.receive(1),
  };
}

describe('a redrive that is killed', () => {
  it('between sending and deleting leaves each letter in both places at worst; the next one leaves none here', async () => {
    const bodies = numbered(25);
    const { url, letters } = await laid(bodies);
    await expect(redrive(crashingAt(letters, 'remove'), all)).rejects.toThrow('killed');
    expect(await letters.count()).toBe(25);
    const again = async () => {
      await redrive(letters, all);
      return letters.count();
    };
    await expect.poll(again, { timeout: 10_000 }).toBe(0);
    const back = await bodiesIn(url);
    expect([...new Set(back)]).toEqual(bodies);
    expect(back.length).toBeGreaterThan(25);
    expect(back.length).toBeLessThanOrEqual(50);
  });

  it('before it sent anything has moved nothing', async () => {
    const { url, letters } = await laid(numbered(5));
    await expect(redrive(crashingAt(letters, 'send'), all)).rejects.toThrow('killed');
    expect(await letters.count()).toBe(5);
    expect(await bodiesIn(url)).toEqual([]);
  });
});

/** The local server fails no single entry of a batch, and drops the group of a standard queue. */
describe('against an SQS that', () => {
  const queueUrl = 'https://sqs.example/1/Source';
  const dead = 'https://sqs.example/1/Dead';
  const policy = JSON.stringify({ deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:1:Dead', maxReceiveCount: 3 });

  function mocked(count: number) {
    const client = new SQSClient({ region: 'eu-west-1' });
    const sqs = mockClient(client);
    const Messages = Array.from({ length: count }, (_, at) => ({
      MessageId: `id-${at}`,
      ReceiptHandle: `receipt-${at}`,
      Body: `letter ${at}`,
      Attributes: { SentTimestamp: '5', ApproximateReceiveCount: '40', MessageGroupId: 'autumn' },
    }));
    sqs.on(GetQueueAttributesCommand).resolves({ Attributes: { RedrivePolicy: policy } });
    sqs.on(ReceiveMessageCommand, { QueueUrl: dead }).resolvesOnce({ Messages }).resolves({ Messages: [] });
    sqs.on(ChangeMessageVisibilityBatchCommand).resolves({});
    sqs.on(SendMessageBatchCommand, { QueueUrl: queueUrl }).resolves({ Successful: [], Failed: [] });
    sqs.on(DeleteMessageBatchCommand, { QueueUrl: dead }).resolves({ Successful: [], Failed: [] });
    return { sqs, letters: createDeadLetters({ client, queueUrl, log: SILENT, sleep }) };
  }
  const deleted = (sqs: ReturnType<typeof mocked>['sqs']) =>
    sqs
      .commandCalls(DeleteMessageBatchCommand)
      .flatMap(({ args: [{ input }] }) => input.Entries ?? [])
      .map(({ ReceiptHandle }) => ReceiptHandle);

  it('keeps groups gets each letter back in its group', async () => {
    const { sqs, letters } = mocked(2);
    await redrive(letters, all);
    const [call] = sqs.commandCalls(SendMessageBatchCommand);
    expect(call?.args[0].input.Entries).toMatchObject([
      { MessageGroupId: 'autumn' },
      { MessageGroupId: 'autumn' },
    ]);
  });

  it('does not take one letter keeps it with the dead ones, and it is named', async () => {
    const { sqs, letters } = mocked(3);
    sqs
      .on(SendMessageBatchCommand)
      .resolves({ Successful: [], Failed: [{ Id: '1', Code: 'InvalidMessageContents', SenderFault: true }] });
    expect(await redrive(letters, all)).toEqual({ redriven: 2, refused: ['id-1'], doubled: [] });
    expect(deleted(sqs)).toEqual(['receipt-0', 'receipt-2']);
  });

  it('fails a whole call to send has lost and deleted nothing', async () => {
    const { sqs, letters } = mocked(3);
    sqs.on(SendMessageBatchCommand).rejects(new Error('500'));
    expect(await redrive(letters, all)).toMatchObject({ redriven: 0, refused: ['id-0', 'id-1', 'id-2'] });
    expect(deleted(sqs)).toEqual([]);
  });

  it('does not delete a letter that went back is told of, for the next redrive doubles it', async () => {
    const { sqs, letters } = mocked(2);
    sqs.on(DeleteMessageBatchCommand).resolves({
      Successful: [],
      Failed: [{ Id: '1', Code: 'ReceiptHandleIsInvalid', SenderFault: true }],
    });
    expect(await redrive(letters, all)).toEqual({ redriven: 2, refused: [], doubled: ['id-1'] });
  });

  it('has no dead letters for a queue is an error that names the queue', async () => {
    const { sqs, letters } = mocked(0);
    sqs.on(GetQueueAttributesCommand).resolves({ Attributes: {} });
    await expect(letters.count()).rejects.toThrow(`${queueUrl} has no dead-letter queue`);
  });
});
