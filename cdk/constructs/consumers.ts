/** How one queue is read: its timings and its event source mapping both come from here. */
export interface Consumer {
  /** The time-out of the function that reads the queue. */
  readonly timeoutSeconds: number;
  readonly batchSize: number;
  /** How long Lambda waits to fill a batch; at least 1 where the batch is larger than 10 (Lambda, CreateEventSourceMapping). */
  readonly windowSeconds: number;
}

/** How long one invocation may take; the throttler has up to 1,000 mails to route in it. */
export const THROTTLER_TIMEOUT_SECONDS = 60;
export const SENDER_TIMEOUT_SECONDS = 30;
const BOUNCE_TIMEOUT_SECONDS = 30;
/** A mail made to be slow takes seconds (test/unit/returned/hostile.test.ts); five of them fit. */
const RETURNED_MAIL_TIMEOUT_SECONDS = 60;
/** Less than the minute between two runs, so that they do not overlap. */
export const SWEEPER_TIMEOUT_SECONDS = 50;

/**
 * DeliveryQueue has no window: it would eat into the lateness that a limit per minute allows. FeedbackQueue has the
 * shortest: a quarantine should stand before the next mail to the address leaves.
 */
export const CONSUMERS = {
  OutboundQueue: { timeoutSeconds: THROTTLER_TIMEOUT_SECONDS, batchSize: 1_000, windowSeconds: 1 },
  PriorityQueue: { timeoutSeconds: THROTTLER_TIMEOUT_SECONDS, batchSize: 10, windowSeconds: 0 },
  WakeUpQueue: { timeoutSeconds: THROTTLER_TIMEOUT_SECONDS, batchSize: 10, windowSeconds: 0 },
  DeliveryQueue: { timeoutSeconds: SENDER_TIMEOUT_SECONDS, batchSize: 10, windowSeconds: 0 },
  FeedbackQueue: { timeoutSeconds: BOUNCE_TIMEOUT_SECONDS, batchSize: 100, windowSeconds: 1 },
  ReturnedMailQueue: { timeoutSeconds: RETURNED_MAIL_TIMEOUT_SECONDS, batchSize: 5, windowSeconds: 0 },
} as const satisfies Readonly<Record<string, Consumer>>;

/** A queue that a function reads. */
export type ConsumedQueue = keyof typeof CONSUMERS;
