import { DAY, type EpochMillis } from '../time/units.ts';
import type { FeedManifest } from './manifest.ts';

/** How long a manifest holds when its publisher names no other time. */
export const DEFAULT_LIFE = 30 * DAY;
/** A week leaves time to find out who is on holiday. */
export const WARN_BEFORE = 7 * DAY;

const days = (milliseconds: number): string => {
  const whole = Math.floor(milliseconds / DAY);
  if (whole === 0) return 'less than a day';
  return whole === 1 ? '1 day' : `${whole} days`;
};

const dayOf = (at: EpochMillis): string => new Date(at).toISOString().slice(0, 10);

/** A sentence for the operator when a feed is about to expire or has; undefined while all is well. */
export function expiryWarning(
  { expiresAt }: Pick<FeedManifest, 'expiresAt'>,
  now: EpochMillis,
): string | undefined {
  if (now < expiresAt - WARN_BEFORE) return undefined;
  const day = dayOf(expiresAt);
  return now < expiresAt
    ? `the feed expires in ${days(expiresAt - now)}, on ${day}, and nothing newer was published`
    : `the feed expired on ${day}: its rules stay in force, but nobody looks after them`;
}
