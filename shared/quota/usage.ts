import { type EpochMicros, SECOND } from '../time/units.ts';

/** A period is shown in twelfths, as the field does: an hour in five-minute buckets. */
const BUCKETS = 12;

const widthOf = (periodMillis: number): EpochMicros => (periodMillis * 1_000) / BUCKETS;

/**
 * How many of `count` slots from `start` on fall into each bucket, by bucket name. Limits per second are SES's own and
 * not counted: a horizon of them would be hundreds of buckets.
 */
export function usageOf(start: EpochMicros, count: number, spacing: EpochMicros, periodMillis: number) {
  const add: Record<string, number> = {};
  if (periodMillis <= SECOND) return add;
  for (let slot = 0; slot < count; slot += 1) {
    const bucket = String(Math.floor((start + slot * spacing) / widthOf(periodMillis)));
    add[bucket] = (add[bucket] ?? 0) + 1;
  }
  return add;
}

/** Buckets too old to be shown again, or of another period's width. */
export function staleBuckets(used: Readonly<Record<string, number>>, now: EpochMicros, periodMillis: number) {
  const current = Math.floor(now / widthOf(periodMillis));
  return Object.keys(used).filter((name) => Math.abs(Number(name) - current) > BUCKETS + 1);
}

/** Slots used in the last period: the twelfth that is running and the eleven before it. */
export function usedLately(used: Readonly<Record<string, number>>, now: EpochMicros, periodMillis: number) {
  const current = Math.floor(now / widthOf(periodMillis));
  return Object.entries(used)
    .filter(([name]) => Number(name) <= current && Number(name) > current - BUCKETS)
    .reduce((sum, [, count]) => sum + count, 0);
}
