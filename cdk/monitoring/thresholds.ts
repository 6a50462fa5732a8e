import type { Levels } from './severity.ts';

/** When alarms go off. What is given replaces a default whole; `{}` is no alarm at all. */
export interface MonitoringThresholds {
  /**
   * Messages in all dead-letter queues together.
   * @default { critical: 1 }
   */
  readonly deadLetterMessages?: Levels;
  /**
   * Minutes that the oldest message of OutboundQueue waits for a throttler.
   * @default { warning: 15 }
   */
  readonly outboundAgeMinutes?: Levels;
  /**
   * Minutes that the oldest message of PriorityQueue waits: it holds mail that people wait for.
   * @default { critical: 10 }
   */
  readonly priorityAgeMinutes?: Levels;
  /**
   * Minutes that the oldest message of DeliveryQueue waits. Up to 16 are right while a mail in doubt waits for SES.
   * @default { critical: 30 }
   */
  readonly deliveryAgeMinutes?: Levels;
  /**
   * Minutes that the oldest message of FeedbackQueue, or of ReturnedMailQueue, waits: so much too late may an address be
   * quarantined.
   * @default { warning: 60 }
   */
  readonly feedbackAgeMinutes?: Levels;
  /**
   * Waiting mails that will expire before their slot.
   * @default { warning: 1, critical: 1000 }
   */
  readonly willExpireMails?: Levels;
  /**
   * Percent of SES's 24-hour quota. From 98 on mail waits, which is part of the alarm SesStopped.
   * @default { warning: 80 }
   */
  readonly quotaUsedPercent?: Levels;
  /**
   * Percent of mail that bounces, as SES reckons it for the account. SES reviews at 5, may pause at 10 (SES, "Sending review").
   * @default { warning: 4, critical: 5 }
   */
  readonly bounceRatePercent?: Levels;
  /**
   * Percent of mail that is complained of, as SES reckons it. SES reviews at 0.1, may pause at 0.5.
   * @default { warning: 0.08, critical: 0.1 }
   */
  readonly complaintRatePercent?: Levels;
  /**
   * Mails that ended in doubt within five minutes.
   * @default { warning: 1 }
   */
  readonly inDoubtMails?: Levels;
  /**
   * Errors of throttler, sender, bounce and the reader of returned mail in each of three times five minutes.
   * @default { warning: 1 }
   */
  readonly functionErrors?: Levels;
  /**
   * Invocations of these functions that Lambda refused, in each of three times five minutes.
   * @default { warning: 1 }
   */
  readonly functionThrottles?: Levels;
  /**
   * Keys that nobody woke in time, in each of three times five minutes.
   * @default { warning: 1 }
   */
  readonly lostWakeUps?: Levels;
}

/** The defaults that the props tell. */
export const DEFAULT_THRESHOLDS: Readonly<Required<MonitoringThresholds>> = {
  deadLetterMessages: { critical: 1 },
  outboundAgeMinutes: { warning: 15 },
  priorityAgeMinutes: { critical: 10 },
  deliveryAgeMinutes: { critical: 30 },
  feedbackAgeMinutes: { warning: 60 },
  willExpireMails: { warning: 1, critical: 1_000 },
  quotaUsedPercent: { warning: 80 },
  bounceRatePercent: { warning: 4, critical: 5 },
  complaintRatePercent: { warning: 0.08, critical: 0.1 },
  inDoubtMails: { warning: 1 },
  functionErrors: { warning: 1 },
  functionThrottles: { warning: 1 },
  lostWakeUps: { warning: 1 },
};
