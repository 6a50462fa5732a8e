import { accountLimits } from '../control/account-limits.ts';
import type { Clock, Random } from '../ports/clock.ts';
import type { ControlSnapshot } from '../ports/control-store.ts';
import { emptyItem, type Pace, type QuotaItem, type QuotaStore } from '../ports/quota-store.ts';
import { type DayLimit, pauseBy, takeDay } from '../quota/day-counter.ts';
import { accountKey, type QuotaKey } from '../quota/key.ts';
import { HORIZON } from '../quota/spacing.ts';
import { type TakenSlots, takeSlots } from '../quota/take-slots.ts';
import { type EpochMicros, type EpochMillis, SECOND, toMillis } from '../time/units.ts';

export interface AdmitPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly quota: QuotaStore;
}

/** Mails by class of stream. */
export interface ByClass {
  readonly marketing: number;
  readonly others: number;
}

/** Slots that the account gave: `others` from `start` on, then `marketing`, each `spacing` after the one before. */
export interface AccountDraw extends ByClass {
  readonly start: EpochMicros;
  readonly spacing: EpochMicros;
  readonly day?: DayLimit;
  /** When the day counter counted them. */
  readonly at: EpochMillis;
  /** It gave fewer than asked: no use asking before. */
  readonly retryAt?: EpochMillis;
}

const ALL = accountKey('all');
const MARKETING = accountKey('marketing');

/** The keys that every batch reads beside its own. */
export const ACCOUNT_KEYS: readonly QuotaKey[] = [ALL, MARKETING];

const NONE: TakenSlots = { count: 0, start: 0 };

/**
 * Takes from the account what the MX keys have room for: marketing within its share; of what is left, others first. The
 * day comes last, for it is one counter of all and the rate mostly gives less.
 */
export async function drawFromAccount(
  ports: AdmitPorts,
  control: ControlSnapshot,
  items: ReadonlyMap<QuotaKey, QuotaItem>,
  asked: ByClass,
): Promise<AccountDraw> {
  const limits = accountLimits(control);
  const { day } = limits;
  const now = ports.clock.now();
  const draw = async (key: QuotaKey, pace: Pace, wanted: number): Promise<TakenSlots> =>
    wanted > 0
      ? takeSlots(ports, { key, wanted, pace, unlessOpen: false }, items.get(key) ?? emptyItem(key))
      : NONE;
  const share = await draw(MARKETING, limits.marketing, asked.marketing);
  const wanted = share.count + asked.others;
  const all = await draw(ALL, limits.all, wanted);
  const today =
    day && all.count > 0
      ? await takeDay(ports.quota, day, all.count, now, pauseBy(ports))
      : { count: all.count };

  const others = Math.min(asked.others, today.count);
  const drawn = {
    others,
    marketing: today.count - others,
    at: now,
    start: all.start,
    spacing: limits.all.spacing,
    ...(day ? { day } : {}),
  };
  if (today.count === asked.marketing + asked.others) return drawn;
  const freeAt = today.retryAt ?? toMillis(Math.max(share.start, all.start) - HORIZON / 2);
  return { ...drawn, retryAt: Math.max(now + SECOND, freeAt) };
}
