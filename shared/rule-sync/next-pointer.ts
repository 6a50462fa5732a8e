import type { RulesPointer } from '../ports/rules-store.ts';
import { type EpochMillis, HOUR } from '../time/units.ts';

/** A new key waits for no longer: the most is some two minutes and the distance of two slots, an hour at one mail per hour. */
const LONGEST_WAIT = 2 * HOUR;

/** Every one of them is read by every function; who changes rules more often than this in two hours may pass a limit a little. */
const MOST_FORMER = 8;

/** The pointer to a set that takes the place of what is in force; whatever was tried is dropped. */
export function nextPointer(seen: RulesPointer | undefined, name: string, at: EpochMillis): RulesPointer {
  if (!seen) return { current: name, activatedAt: at };
  const { candidate: _, ...inForce } = seen;
  // The same set again changes no limit: the ones before it may still matter to keys that wait for them.
  if (seen.current === name) return { ...inForce, activatedAt: at };
  const replaced = { until: seen.activatedAt, ...(seen.previous ? { name: seen.previous } : {}) };
  const former = [replaced, ...(seen.former ?? [])]
    .filter(({ until }) => until > at - LONGEST_WAIT)
    .slice(0, MOST_FORMER);
  return {
    current: name,
    previous: seen.current,
    activatedAt: at,
    ...(former.length > 0 ? { former } : {}),
  };
}
