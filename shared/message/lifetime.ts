import { DAY, type EpochMillis, HOUR } from '../time/units.ts';
import type { Mail } from './mail.ts';

export type Lifetime =
  | { readonly ok: true; readonly expiresAt: EpochMillis }
  | { readonly ok: false; readonly reason: string };

/** Ours: news may wait for days; a password reset is worthless after an hour. */
const DEFAULT_LIFE = 5 * DAY;
const TRANSACTIONAL_LIFE = HOUR;
/** Ours: below the 14 days that SQS keeps a message at most (SQS Developer Guide, "Message quotas"). */
const LONGEST_DAYS = 10;

const iso = (at: EpochMillis): string => new Date(at).toISOString();

/**
 * When a mail is given up. `expiresAt` may lie in the past: then the mail expires at once, which is no fault of its form.
 * `firstSeen` is its arrival.
 */
export function lifetime(
  { stream, notBefore, expiresAt }: Pick<Mail, 'stream' | 'notBefore' | 'expiresAt'>,
  firstSeen: EpochMillis,
): Lifetime {
  const latest = firstSeen + LONGEST_DAYS * DAY;
  const limit = `${LONGEST_DAYS} days after arrival, which is ${iso(latest)}`;
  if (expiresAt !== undefined && expiresAt > latest)
    return { ok: false, reason: `expiresAt: ${iso(expiresAt)} is more than ${limit}` };
  const usable = Math.max(firstSeen, notBefore ?? firstSeen);
  const life = stream === 'transactional' ? TRANSACTIONAL_LIFE : DEFAULT_LIFE;
  const end = expiresAt ?? Math.min(usable + life, latest);
  if (notBefore === undefined || notBefore < end) return { ok: true, expiresAt: end };
  const reason =
    expiresAt === undefined ? `must be less than ${limit}` : `must lie before expiresAt, ${iso(end)}`;
  return { ok: false, reason: `notBefore: ${iso(notBefore)} ${reason}` };
}
