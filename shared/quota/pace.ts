import type { Pace } from '../ports/quota-store.ts';
import type { EpochMicros } from '../time/units.ts';
import { type Period, TOLERANCES } from './period.ts';
import { spacingOf } from './spacing.ts';

/** The pace of a limit of `limit` hand-overs per `period`; `limit` already holds the pool's `ipCount`. */
export const paceOf = (limit: number, period: Period, rule: string): Pace => ({
  limit,
  periodMillis: TOLERANCES[period].period,
  spacing: spacingOf(limit, TOLERANCES[period]),
  rule,
});

/** Milliseconds until the last of `waiting` mails has its slot. */
export const drainMillis = (waiting: number, spacing: EpochMicros, nextSlot: EpochMicros, now: EpochMicros) =>
  Math.ceil((Math.max(0, nextSlot - now) + waiting * spacing) / 1_000);
