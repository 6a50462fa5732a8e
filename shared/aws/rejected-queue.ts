import { createHash } from 'node:crypto';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Rejected, RejectedQueue } from '../ports/queues.ts';
import { cut } from '../text/cut.ts';
import { inFlight } from './in-flight.ts';
import { fitsQueue, type QueueEntry, type QueueTarget, sendMessages } from './send-messages.ts';
import { isSqsText, toSqsText } from './sqs-text.ts';

export interface RejectedTarget extends QueueTarget {
  readonly s3: S3Client;
  readonly bucket: string;
}

const LONGEST_REASON = 256;
const OBJECTS_IN_FLIGHT = 8;

const attributesOf = ({ reason, id }: Rejected): Record<string, string> => ({
  reason: cut(toSqsText(reason), LONGEST_REASON) || 'no reason given',
  ...(id ? { id: toSqsText(id) } : {}),
});

/** Puts a body that SQS cannot carry into S3, named by its hash so that a repeat makes no second object. */
async function putBody({ s3, bucket }: RejectedTarget, body: string): Promise<string> {
  const Key = `rejected/${createHash('sha256').update(body).digest('hex')}`;
  await s3.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key,
      Body: Buffer.from(body),
      ContentType: 'text/plain; charset=utf-8',
    }),
  );
  return JSON.stringify({ s3: `s3://${bucket}/${Key}` });
}

async function toEntry(target: RejectedTarget, item: Rejected): Promise<QueueEntry | undefined> {
  const entry = { body: item.body, attributes: attributesOf(item), delaySeconds: 0 };
  if (isSqsText(item.body) && fitsQueue(entry)) return entry;
  try {
    return { ...entry, body: await putBody(target, item.body) };
  } catch (error) {
    target.log.warn('rejected body not stored', {
      code: error instanceof Error ? error.name : String(error),
    });
    return undefined;
  }
}

/** RejectedQueue on SQS: the body as received and why, in the attribute `reason`; a body that SQS cannot carry by reference. */
export const createRejectedQueue = (target: RejectedTarget): RejectedQueue => ({
  send: async (items) => {
    const entries = await inFlight(OBJECTS_IN_FLIGHT, items, (item) => toEntry(target, item));
    const sendable = entries.flatMap((entry, at) => (entry ? [{ at, entry }] : []));
    const lost = await sendMessages(
      target,
      sendable.map(({ entry }) => entry),
    );
    const unsent = sendable.filter((_, position) => lost.has(position)).map(({ at }) => at);
    const unstored = entries.flatMap((entry, at) => (entry ? [] : [at]));
    return new Set([...unstored, ...unsent]);
  },
});
