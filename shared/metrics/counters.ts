import type { Metric } from './metric.ts';

/**
 * What is counted: each adds up what happened. Endings and feedback are counted where upstream is told, so an outcome that
 * is told again counts again.
 */
export const COUNTERS = {
  HandedOver: { unit: 'Count', from: ['throttler', 'sender'], byRule: true },
  Delayed: { unit: 'Count', from: ['bounce'], byRule: true },
  Bounced: { unit: 'Count', from: ['bounce', 'returned-mail'], byRule: true },
  Complained: { unit: 'Count', from: ['bounce', 'returned-mail'] },
  Delivered: { unit: 'Count', from: ['bounce'] },
  Quarantined: { unit: 'Count', from: ['bounce', 'throttler', 'returned-mail'] },
  Suppressed: { unit: 'Count', from: ['throttler', 'bounce'] },
  SuppressedBySes: { unit: 'Count', from: ['bounce'] },
  Undeliverable: { unit: 'Count', from: ['throttler', 'sender'] },
  Expired: { unit: 'Count', from: ['throttler', 'sender'] },
  Cancelled: { unit: 'Count', from: ['throttler', 'sender'] },
  Invalid: { unit: 'Count', from: ['throttler', 'sender'] },
  RefusedBySes: { unit: 'Count', from: ['throttler', 'sender'] },
  InDoubt: { unit: 'Count', from: ['throttler', 'sender'] },
  Duplicates: { unit: 'Count', from: ['throttler', 'sender'] },
  Dispatched: { unit: 'Count', from: ['throttler'] },
  Parked: { unit: 'Count', from: ['throttler'] },
  Rejected: { unit: 'Count', from: ['throttler'] },
  TooManyReturns: { unit: 'Count', from: ['throttler'] },
  PumpFailed: { unit: 'Count', from: ['throttler'] },
  PageLost: { unit: 'Count', from: ['throttler'] },
  Returned: { unit: 'Count', from: ['sender'] },
  SlowedDown: { unit: 'Count', from: ['sender'] },
  Held: { unit: 'Count', from: ['sender'] },
  Doubts: { unit: 'Count', from: ['sender'] },
  Resent: { unit: 'Count', from: ['sender'] },
  Unclassified: { unit: 'Count', from: ['bounce', 'returned-mail'] },
  AutoReplies: { unit: 'Count', from: ['returned-mail'] },
  DelayWarnings: { unit: 'Count', from: ['returned-mail'] },
  ReturnedIgnored: { unit: 'Count', from: ['returned-mail'] },
  FeedbackRejected: { unit: 'Count', from: ['bounce', 'returned-mail'] },
  Swept: { unit: 'Count', from: ['sweeper'] },
  LostWakeUps: { unit: 'Count', from: ['sweeper'] },
  RulesActivated: { unit: 'Count', from: ['rule-sync'] },
  RulesHeld: { unit: 'Count', from: ['rule-sync'] },
  RulesSyncFailed: { unit: 'Count', from: ['rule-sync'] },
  RulesCustom: { unit: 'Count', from: ['rule-sync'] },
  RulesOff: { unit: 'Count', from: ['rule-sync'] },
  RulesWithdrawn: { unit: 'Count', from: ['rule-sync'] },
  FeedExpires: { unit: 'Count', from: ['rule-sync'] },
  NoticesLost: { unit: 'Count', from: ['rule-sync'] },
} as const satisfies Readonly<Record<string, Metric>>;

export type CounterName = keyof typeof COUNTERS;
