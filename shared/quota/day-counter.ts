import type { Clock, Random } from '../ports/clock.ts';
import type { QuotaStore } from '../ports/quota-store.ts';
import type { EpochMillis } from '../time/units.ts';
import { MINUTE, SECOND } from '../time/units.ts';
import type { QuotaKey } from './key.ts';

/** Limits per day are counted in quarter-hour buckets, the oldest counted whole. */
export interface DayCounter {
  readonly version: number;
  /** Count by quarter-hour index (epoch / 15 min). */
  readonly buckets: Readonly<Record<string, number>>;
}

export const NO_DAY: DayCounter = { version: 0, buckets: {} };

const BUCKET = 15 * MINUTE;
const BUCKETS_A_DAY = 96;

/** What is counted now leaves later: a horizon ahead, then as late as a slot allows. The window reaches back as far. */
const LEAVES_WITHIN = 2 * MINUTE;

const bucketOf = (at: EpochMillis): number => Math.floor(at / BUCKET);

/** The bucket that the window's start falls into, counted whole. */
const oldestAt = (now: EpochMillis): number => bucketOf(now - LEAVES_WITHIN) - BUCKETS_A_DAY;

/** When the oldest quarter hour leaves the window: no use asking a full counter before. */
const nextQuarter = (now: EpochMillis): EpochMillis =>
  (bucketOf(now - LEAVES_WITHIN) + 1) * BUCKET + LEAVES_WITHIN;

/** Counted for the 24 hours before `now`. */
export function countedInDay(counter: DayCounter, now: EpochMillis): number {
  const oldest = oldestAt(now);
  return Object.entries(counter.buckets).reduce(
    (sum, [name, count]) => (Number(name) >= oldest ? sum + count : sum),
    0,
  );
}

/** Adds `count` (negative gives back, never below nothing) and drops what no window sees any more. */
export function addToDay(counter: DayCounter, count: number, now: EpochMillis): DayCounter {
  const current = bucketOf(now);
  const kept = Object.entries(counter.buckets).filter(([name]) => Number(name) >= oldestAt(now));
  const buckets: Record<string, number> = Object.fromEntries(kept);
  buckets[current] = Math.max(0, (buckets[current] ?? 0) + count);
  return { version: counter.version + 1, buckets };
}

/** A limit per day: `already` is what another counter (SES's own) knows of the last 24 hours. */
export interface DayLimit {
  readonly key: QuotaKey;
  readonly limit: number;
  readonly already?: number;
}

/** How many a day counter let through, and when the others may ask again. */
export interface DayGrant {
  readonly count: number;
  readonly retryAt?: EpochMillis;
}

const TRIES = 8;

/** Lets others go first before the next try; `attempt` counts from 0. */
export type Pause = (attempt: number) => Promise<void>;

const AT_ONCE: Pause = async () => {};

/** Waits by chance, longer each time: callers that met once do not meet again. */
export const pauseBy =
  ({ clock, random }: { readonly clock: Clock; readonly random: Random }): Pause =>
  (attempt) =>
    clock.sleep(random() * 5 * 2 ** attempt);

/** Counts up to `wanted` against the limit. Contention beyond eight tries grants none, and says to ask again at once. */
export async function takeDay(
  quota: QuotaStore,
  day: DayLimit,
  wanted: number,
  now: EpochMillis,
  pause: Pause = AT_ONCE,
): Promise<DayGrant> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const counter = (await quota.loadDay([day.key])).get(day.key) ?? NO_DAY;
    const left = day.limit - Math.max(countedInDay(counter, now), day.already ?? 0);
    const count = Math.min(wanted, Math.max(0, left));
    const grant = count < wanted ? { count, retryAt: nextQuarter(now) } : { count };
    if (count === 0 || (await quota.saveDay(day.key, counter.version, addToDay(counter, count, now))))
      return grant;
    await pause(attempt);
  }
  return { count: 0, retryAt: now + SECOND };
}

/** Gives back what was counted at `now` and not used, in the same bucket. A crash before it leaves the counter too high: it errs low on mail. */
export async function giveBackDay(
  quota: QuotaStore,
  key: QuotaKey,
  count: number,
  now: EpochMillis,
): Promise<void> {
  for (let attempt = 0; count > 0 && attempt < TRIES; attempt += 1) {
    const counter = (await quota.loadDay([key])).get(key) ?? NO_DAY;
    if (counter.version === NO_DAY.version) return;
    if (await quota.saveDay(key, counter.version, addToDay(counter, -count, now))) return;
  }
}
