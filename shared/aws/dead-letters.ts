import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  type MessageAttributeValue,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { SQS_BATCH_ENTRIES, SQS_MESSAGE_BYTES } from '../limits/sqs.ts';
import type { DeadLetter, DeadLetters, LetterAttribute } from '../ports/dead-letters.ts';
import { inChunks } from './in-chunks.ts';
import { pack } from './pack.ts';
import type { QueueTarget } from './send-messages.ts';
import { type FailedEntry, sendPacked } from './send-packed.ts';

const COUNTS = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;

const FULL = { mostEntries: SQS_BATCH_ENTRIES, mostBytes: SQS_MESSAGE_BYTES };

/** Any wait at all makes SQS ask all of its servers (SQS, "Short and long polling"): a short poll may find nothing. */
const LONG_POLL_SECONDS = 1;

/**
 * The queue that dead letters of `source` go to, by its redrive policy. It lies in the same account and region (SQS,
 * "Using dead-letter queues"), so its URL differs in the name alone.
 */
async function deadLetterUrl(client: SQSClient, source: string): Promise<string> {
  const asked = new GetQueueAttributesCommand({ QueueUrl: source, AttributeNames: ['RedrivePolicy'] });
  const { RedrivePolicy: policy } = (await client.send(asked)).Attributes ?? {};
  const { deadLetterTargetArn: arn } = JSON.parse(policy ?? '{}') as { deadLetterTargetArn?: string };
  if (arn === undefined) throw new Error(`${source} has no dead-letter queue`);
  return source.replace(/[^/]*$/, arn.slice(arn.lastIndexOf(':') + 1));
}

const attributeOf = ({ DataType, StringValue, BinaryValue }: MessageAttributeValue): LetterAttribute => ({
  type: DataType ?? 'String',
  ...(StringValue === undefined ? {} : { text: StringValue }),
  ...(BinaryValue === undefined ? {} : { binary: BinaryValue }),
});

function letterOf(message: Message): DeadLetter {
  const system: Readonly<Record<string, string>> = message.Attributes ?? {};
  const own = Object.entries(message.MessageAttributes ?? {});
  const { MessageGroupId: group } = system;
  return {
    id: message.MessageId ?? '',
    receipt: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: Object.fromEntries(own.map(([name, value]) => [name, attributeOf(value)])),
    sentAt: Number(system['SentTimestamp']),
    receives: Number(system['ApproximateReceiveCount']),
    ...(group === undefined ? {} : { group }),
  };
}

/** What SQS counts: the body, and of each attribute its name, type and value. */
const bytesOf = ({ body, attributes }: DeadLetter): number =>
  Object.entries(attributes).reduce(
    (sum, [name, { type, text = '', binary }]) =>
      sum + Buffer.byteLength(name + type + text) + (binary?.byteLength ?? 0),
    Buffer.byteLength(body),
  );

const entryOf = (at: number, { body, attributes, group }: DeadLetter) => ({
  Id: String(at),
  MessageBody: body,
  MessageAttributes: Object.fromEntries(
    Object.entries(attributes).map(([name, { type, text, binary }]) => [
      name,
      {
        DataType: type,
        ...(text === undefined ? {} : { StringValue: text }),
        ...(binary === undefined ? {} : { BinaryValue: binary }),
      },
    ]),
  ),
  ...(group === undefined ? {} : { MessageGroupId: group }),
});

interface Failure {
  readonly Id?: string | undefined;
  readonly Code?: string | undefined;
  readonly SenderFault?: boolean | undefined;
}

const failed = (failures: readonly Failure[] = []): readonly FailedEntry[] =>
  failures.map(({ Id, Code, SenderFault }) => ({
    at: Number(Id),
    code: Code ?? 'unknown',
    again: SenderFault !== true,
  }));

async function count({ client }: QueueTarget, QueueUrl: string): Promise<number> {
  const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...COUNTS] });
  const { Attributes: counts = {} } = await client.send(asked);
  return COUNTS.reduce((sum, name) => sum + Number(counts[name] ?? 0), 0);
}

async function receive({ client }: QueueTarget, QueueUrl: string, VisibilityTimeout: number) {
  const asked = new ReceiveMessageCommand({
    QueueUrl,
    MaxNumberOfMessages: SQS_BATCH_ENTRIES,
    WaitTimeSeconds: LONG_POLL_SECONDS,
    VisibilityTimeout,
    MessageSystemAttributeNames: ['All'],
    MessageAttributeNames: ['All'],
  });
  return ((await client.send(asked)).Messages ?? []).map(letterOf);
}

/** What is not released comes into sight by itself, only later: so its failure is nobody's business. */
async function release({ client }: QueueTarget, QueueUrl: string, letters: readonly DeadLetter[]) {
  for (const some of inChunks(letters, SQS_BATCH_ENTRIES)) {
    const Entries = some.map(({ receipt }, at) => ({
      Id: String(at),
      ReceiptHandle: receipt,
      VisibilityTimeout: 0,
    }));
    await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries })).catch(() => {});
  }
}

async function send(target: QueueTarget, letters: readonly DeadLetter[]): Promise<ReadonlySet<number>> {
  const { calls, tooLarge } = pack(letters, bytesOf, FULL);
  const lost = await sendPacked(calls, {
    ...target,
    target: target.queueUrl,
    call: async (some) => {
      const Entries = some.map(({ at, entry }) => entryOf(at, entry));
      const batch = new SendMessageBatchCommand({ QueueUrl: target.queueUrl, Entries });
      return failed((await target.client.send(batch)).Failed);
    },
  });
  return new Set([...tooLarge, ...lost]);
}

function remove(target: QueueTarget, QueueUrl: string, letters: readonly DeadLetter[]) {
  const { calls } = pack(letters, () => 0, FULL);
  return sendPacked(calls, {
    ...target,
    target: QueueUrl,
    call: async (some) => {
      const Entries = some.map(({ at, entry }) => ({ Id: String(at), ReceiptHandle: entry.receipt }));
      return failed((await target.client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }))).Failed);
    },
  });
}

/**
 * The dead letters of the queue `queueUrl`, by SendMessage and DeleteMessage. Not by StartMessageMoveTask: the local
 * server has none, a task takes all or nothing, and nobody learns from it which message it could not move.
 */
export function createDeadLetters(target: QueueTarget): DeadLetters {
  let url: Promise<string> | undefined;
  const dead = (): Promise<string> => {
    url ??= deadLetterUrl(target.client, target.queueUrl);
    return url;
  };
  return {
    count: async () => count(target, await dead()),
    receive: async (hiddenSeconds) => receive(target, await dead(), hiddenSeconds),
    release: async (letters) => release(target, await dead(), letters),
    send: (letters) => send(target, letters),
    remove: async (letters) => remove(target, await dead(), letters),
  };
}
