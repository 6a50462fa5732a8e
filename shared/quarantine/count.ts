import type { EpochMillis } from '../time/units.ts';
import type { ErrorEntry } from './mail-facts.ts';
import type { QuarantinePolicy } from './policy.ts';
import type { Standing } from './standing.ts';

type Quarantine = NonNullable<Standing['quarantine']>;

/** The quarantine that holds at `at`: one is over at its `releaseAt`. */
const holding = ({ quarantine }: Standing, at: EpochMillis): Quarantine | undefined =>
  quarantine?.releaseAt !== undefined && at >= quarantine.releaseAt ? undefined : quarantine;

/** No release beats a late one, a later one an earlier; of equals the first stays. */
function stronger(held: Quarantine | undefined, next: Quarantine): Quarantine {
  if (!held) return next;
  if (held.releaseAt === undefined) return held;
  return next.releaseAt === undefined || next.releaseAt > held.releaseAt ? next : held;
}

/** Quarantined since then, unless a quarantine holds that is as strong. */
export const quarantined = (standing: Standing, next: Quarantine): Standing => ({
  ...standing,
  quarantine: stronger(holding(standing, next.since), next),
});

/** All counters anew. */
export const withoutCounts = (standing: Standing): Standing => ({ ...standing, counts: {} });

/** Takes errors that happened until `at` off all counters. */
export function clearedUntil(standing: Standing, at: EpochMillis): Standing {
  const left = Object.entries(standing.counts)
    .map(([reason, times]) => [reason, times.filter((time) => time > at)] as const)
    .filter(([, times]) => times.length > 0);
  return { ...standing, counts: Object.fromEntries(left) };
}

/** Counts an error if its policy says so; the last of as many as lead to quarantine quarantines, and the counter starts anew. */
export function countError(standing: Standing, error: ErrorEntry, policy: QuarantinePolicy): Standing {
  const { at, reason, blame } = error;
  const rule = policy.reasons[reason];
  if (rule === 'never') return standing;
  if (rule.blames && !(blame && rule.blames.includes(blame))) return standing;
  if (holding(standing, at)?.reason === reason) return standing;
  const { [reason]: before = [], ...others } = standing.counts;
  const last = before.at(-1);
  if (last !== undefined && at - last < policy.significantAfter) return standing;
  const times = [...before, at];
  if (times.length < rule.after) return { ...standing, counts: { ...others, [reason]: times } };
  const release = rule.releaseAfter === undefined ? {} : { releaseAt: at + rule.releaseAfter };
  return quarantined({ ...standing, counts: others }, { since: at, reason, ...release });
}
