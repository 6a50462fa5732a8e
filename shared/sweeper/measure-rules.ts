import type { Gauges } from '../ports/log.ts';
import type { RulesPointer, RulesState } from '../ports/rules-store.ts';
import { type EpochMillis, HOUR, SECOND } from '../time/units.ts';

/** What there is to measure of the rules. */
export type RulesStanding = Pick<RulesState, 'mode' | 'feed'> & {
  /** Absent while the shipped rules are in force. */
  readonly pointer?: Pick<RulesPointer, 'activatedAt'>;
};

/** A synchronisation a day, and two hours for its retries. */
const MOST_AGE = 26 * HOUR;

const ageOf = (now: EpochMillis, since: EpochMillis): number =>
  Math.max(0, Math.round((now - since) / SECOND));

/**
 * Measures how old the rules in force are, and whether their feed is followed. Frozen rules are never behind; a feed that
 * was never asked is not behind either.
 */
export function measureRules(log: Gauges, { mode, feed, pointer }: RulesStanding, now: EpochMillis): void {
  const { checkedAt, failed, held } = feed;
  const followed = mode === 'feed';
  const late = checkedAt !== undefined && now - checkedAt > MOST_AGE;
  if (pointer) log.gauge('RulesAge', ageOf(now, pointer.activatedAt));
  if (followed && checkedAt !== undefined) log.gauge('RulesCheckedAge', ageOf(now, checkedAt));
  log.gauge('RulesBehind', followed && (late || failed !== undefined) ? 1 : 0);
  log.gauge('ReleaseHeld', followed && held !== undefined ? 1 : 0);
}
