import type { Metric } from './metric.ts';

/** What is measured, every minute: each says how something stands. */
export const GAUGES = {
  Waiting: { unit: 'Count', from: ['sweeper'], byRule: true },
  TimeToDrain: { unit: 'Seconds', from: ['sweeper'] },
  WillExpire: { unit: 'Count', from: ['sweeper'] },
  Holds: { unit: 'Count', from: ['sweeper'] },
  Pauses: { unit: 'Count', from: ['sweeper'] },
  SesQuotaUsed: { unit: 'Percent', from: ['sweeper'] },
  SesPaused: { unit: 'Count', from: ['sweeper'] },
  SesUnderReview: { unit: 'Count', from: ['sweeper'] },
  SesSandbox: { unit: 'Count', from: ['sweeper'] },
  RulesAge: { unit: 'Seconds', from: ['sweeper'] },
  RulesCheckedAge: { unit: 'Seconds', from: ['sweeper'] },
  RulesBehind: { unit: 'Count', from: ['sweeper'] },
  ReleaseHeld: { unit: 'Count', from: ['sweeper'] },
} as const satisfies Readonly<Record<string, Metric>>;

export type GaugeName = keyof typeof GAUGES;
