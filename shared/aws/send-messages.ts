import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { SQS_BATCH_ENTRIES, SQS_MESSAGE_BYTES } from '../limits/sqs.ts';
import { checkDelay } from '../ports/check-delay.ts';
import type { Log } from '../ports/log.ts';
import { type Packed, pack } from './pack.ts';
import { type FailedEntry, sendPacked } from './send-packed.ts';

/** A queue and what is needed to send to it. */
export interface QueueTarget {
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly log: Log;
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
}

export interface QueueEntry {
  readonly body: string;
  /** String attributes by name. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly delaySeconds: number;
}

const LIMITS = { mostEntries: SQS_BATCH_ENTRIES, mostBytes: SQS_MESSAGE_BYTES };

const DATA_TYPE = 'String';

/** What SQS counts: the body, and of each attribute its name, type and value, in UTF-8. */
export const entryBytes = ({ body, attributes }: Pick<QueueEntry, 'body' | 'attributes'>): number =>
  Object.entries(attributes).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + DATA_TYPE.length + Buffer.byteLength(value),
    Buffer.byteLength(body),
  );

/** True when SQS can take the entry at all. */
export const fitsQueue = (entry: Pick<QueueEntry, 'body' | 'attributes'>): boolean =>
  entryBytes(entry) <= LIMITS.mostBytes;

const toRequest = ({ at, entry }: Packed<QueueEntry>) => ({
  Id: String(at),
  MessageBody: entry.body,
  DelaySeconds: entry.delaySeconds,
  MessageAttributes: Object.fromEntries(
    Object.entries(entry.attributes).map(([name, StringValue]) => [
      name,
      { DataType: DATA_TYPE, StringValue },
    ]),
  ),
});

async function sendBatch({ client, queueUrl }: QueueTarget, entries: readonly Packed<QueueEntry>[]) {
  const batch = new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries.map(toRequest) });
  const { Failed: failed = [] } = await client.send(batch);
  return failed.map(
    ({ Id, Code, SenderFault }): FailedEntry => ({
      at: Number(Id),
      code: Code ?? 'unknown',
      again: SenderFault !== true,
    }),
  );
}

/**
 * Sends entries in batches of ten and 1 MiB; answers the indexes that were not taken, those too large for SQS among
 * them. Throws a RangeError, before anything was sent, on a delay that SQS does not know.
 */
export async function sendMessages(
  target: QueueTarget,
  entries: readonly QueueEntry[],
): Promise<ReadonlySet<number>> {
  entries.forEach(checkDelay);
  const { calls, tooLarge } = pack(entries, entryBytes, LIMITS);
  if (tooLarge.length > 0)
    target.log.warn('entries too large for SQS', { target: target.queueUrl, entries: tooLarge.length });
  const lost = await sendPacked(calls, {
    call: (batch) => sendBatch(target, batch),
    log: target.log,
    target: target.queueUrl,
    ...(target.sleep ? { sleep: target.sleep } : {}),
  });
  return new Set([...tooLarge, ...lost]);
}
