import { type Prices, priceOf, totalOf } from './price.ts';
import { billedRequests } from './read-command.ts';
import type { Usage } from './usage.ts';

/**
 * The design that is written first: two queues, one message a request and a mail an invocation, a counter and two
 * consistent reads for each look, and mail over its quota back into the queue with the longest delay. As samples in the
 * field do it: 512 MB on x86, 60 ms to throttle, 120 ms to send, 1 KB of log each.
 */
const NAIVE = {
  memoryGb: 0.5,
  throttleSeconds: 0.06,
  sendSeconds: 0.12,
  /** x86 is a quarter dearer than arm64 (Lambda pricing: 0.0000166667 and 0.0000133334 a GB-second). */
  x86: 0.000_016_666_7 / 0.000_013_333_4,
  /** SQS's longest delay is 15 minutes. */
  hopsAnHour: 4,
} as const;

const NONE: Usage = {
  sqsRequests: 0,
  dynamodbWriteUnits: 0,
  dynamodbReadUnits: 0,
  snsRequests: 0,
  s3Puts: 0,
  s3Gets: 0,
  lambdaInvocations: 0,
  lambdaGbSeconds: 0,
  logKilobytes: 0,
};

/** A message sent, received and deleted; the deletion bears no payload. */
const messageOf = (bytes: number): number => 2 * billedRequests(bytes) + 1;

const look = (bytes: number): Usage => ({
  ...NONE,
  sqsRequests: messageOf(bytes),
  dynamodbWriteUnits: 1,
  dynamodbReadUnits: 2,
  lambdaInvocations: 1,
  lambdaGbSeconds: NAIVE.throttleSeconds * NAIVE.memoryGb * NAIVE.x86,
  logKilobytes: 1,
});

const send = (bytes: number): Usage => ({
  ...NONE,
  sqsRequests: messageOf(bytes),
  lambdaInvocations: 1,
  lambdaGbSeconds: NAIVE.sendSeconds * NAIVE.memoryGb * NAIVE.x86,
  logKilobytes: 1,
});

/** Dollars for a million mails of the naive design, each of which waits `hours` for its quota. */
export const naiveCost = (prices: Prices, mailBytes: number, hours: number): number =>
  totalOf(priceOf(prices, send(mailBytes), 1)) +
  (1 + hours * NAIVE.hopsAnHour) * totalOf(priceOf(prices, look(mailBytes), 1));
