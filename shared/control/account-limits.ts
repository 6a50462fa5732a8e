import type { ControlSnapshot } from '../ports/control-store.ts';
import type { Pace } from '../ports/quota-store.ts';
import type { DayLimit } from '../quota/day-counter.ts';
import { accountDayKey } from '../quota/key.ts';
import { paceOf } from '../quota/pace.ts';
import { SANDBOX } from './account.ts';

/** Marketing takes at most this share of the account's rate, so that a campaign leaves room for a password reset. */
const MARKETING_SHARE = 0.9;

/** Every stream but `transactional` counts as marketing. */
export const isMarketing = (stream: string): boolean => stream !== 'transactional';

/** SES's limits of the account as paces and a day limit; the sandbox's until SES has been asked. */
export function accountLimits({ account }: ControlSnapshot): {
  readonly all: Pace;
  readonly marketing: Pace;
  readonly day?: DayLimit;
} {
  const { maxSendRate, max24HourSend, sentLast24Hours } = account ?? SANDBOX;
  const paces = {
    all: paceOf(maxSendRate, 'second', 'account'),
    marketing: paceOf(maxSendRate * MARKETING_SHARE, 'second', 'account'),
  };
  if (max24HourSend < 0) return paces;
  return { ...paces, day: { key: accountDayKey, limit: max24HourSend, already: sentLast24Hours } };
}
