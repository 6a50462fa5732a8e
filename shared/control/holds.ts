import type { Mail } from '../message/mail.ts';
import { type EpochMillis, MINUTE } from '../time/units.ts';
import { type Hold, type HoldScope, holdName } from './hold.ts';

const FIRST_PROBE = MINUTE;
const LONGEST_PROBE = 15 * MINUTE;

const uses = (mail: Mail, configurationSets: readonly string[], scope: HoldScope): boolean => {
  switch (scope.kind) {
    case 'account':
      return true;
    case 'identity':
      return scope.name === mail.from.domain || scope.name === mail.from.address;
    case 'configurationSet':
      return configurationSets.includes(scope.name);
    case 'template':
      return mail.content.kind === 'template' && 'name' in mail.content && mail.content.name === scope.name;
    default:
      return scope satisfies never;
  }
};

/** The holds that a mail of a pool with these configuration sets falls under. */
export const holdsOn = (
  mail: Mail,
  configurationSets: readonly string[],
  holds: readonly Hold[],
): readonly Hold[] => holds.filter((hold) => uses(mail, configurationSets, hold.scope));

/** A hold as SES's refusal at `now` leaves it; each failed probe doubles the wait, from one minute to fifteen. */
export function raisedHold(
  known: readonly Hold[],
  refusal: { readonly scope: HoldScope; readonly code: string; readonly text: string },
  now: EpochMillis,
): Hold {
  const before = known.find((hold) => holdName(hold.scope) === holdName(refusal.scope));
  return { ...refusal, since: before?.since ?? now, probeAt: now + nextWait(before, now) };
}

/** How long after `now` the next probe may go, given how long the hold has lasted. */
export function nextWait(hold: Hold | undefined, now: EpochMillis): number {
  if (!hold) return FIRST_PROBE;
  return Math.min(LONGEST_PROBE, Math.max(FIRST_PROBE, now - hold.since));
}

/** Lets one mail per hold through once its probe is due, the rest wait. One gate serves one look at the queue. */
export function createProbeGate(now: EpochMillis): (holds: readonly Hold[]) => boolean {
  const probed = new Set<string>();
  return (holds) => {
    const blocked = holds.some((hold) => hold.probeAt > now || probed.has(holdName(hold.scope)));
    if (blocked) return false;
    for (const hold of holds) probed.add(holdName(hold.scope));
    return true;
  };
}
