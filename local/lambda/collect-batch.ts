import { setTimeout as pause } from 'node:timers/promises';
import type { Message } from '@aws-sdk/client-sqs';

export interface CollectOptions {
  /** `most` 1–10; waits up to `waitSeconds` for the first message. */
  readonly receive: (most: number, waitSeconds: number) => Promise<readonly Message[]>;
  readonly batchSize: number;
  readonly windowSeconds: number;
  readonly stopping: () => boolean;
}

/** SQS gives at most ten messages to a receive (ReceiveMessage). */
const MOST_PER_RECEIVE = 10;
/** A batch closes at Lambda's synchronous payload of 6 MB (quotas), counted here in the characters of its bodies. */
const MOST_CHARACTERS = 6_000_000;
/** A long poll bounds how long a stop takes: an aborted receive would hide the messages that it took. */
const LONG_POLL_SECONDS = 1;
const SHORT_POLL_MILLIS = 50;

const sizeOf = (messages: readonly Message[]): number =>
  messages.reduce((sum, { Body = '' }) => sum + Body.length, 0);

/** Waits for messages, then fills the batch until it is full or its window is over; empty when there are none. */
export async function collectBatch(options: CollectOptions): Promise<readonly Message[]> {
  const { receive, batchSize, windowSeconds, stopping } = options;
  const batch = [...(await receive(Math.min(MOST_PER_RECEIVE, batchSize), LONG_POLL_SECONDS))];
  const closesAt = Date.now() + windowSeconds * 1_000;
  const isOpen = () =>
    batch.length > 0 &&
    batch.length < batchSize &&
    Date.now() < closesAt &&
    sizeOf(batch) < MOST_CHARACTERS &&
    !stopping();
  while (isOpen()) {
    const more = await receive(Math.min(MOST_PER_RECEIVE, batchSize - batch.length), 0);
    batch.push(...more);
    if (more.length === 0) await pause(Math.min(SHORT_POLL_MILLIS, Math.max(0, closesAt - Date.now())));
  }
  return batch;
}
