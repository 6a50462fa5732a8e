import type { TrialCounts } from '../ports/trial-store.ts';
import { type EpochMillis, HOUR } from '../time/units.ts';
import type { TrialVerdict } from './result.ts';

/** Mails that a trial is judged by at least: an increase of one in a hundred is then ten mails, and no accident. */
export const ENOUGH_TRIED = 1_000;

/** Providers judge by the day; a synchronisation that runs a little early still finds last night's trial ripe. */
const SOONEST = 20 * HOUR;
/** A trial that few mails took part in ends all the same. */
const LATEST = 48 * HOUR;

/** Keys differ from one another without any trial: worse by half, and by half a percent of the mails, is no accident. */
const TIMES = 1.5;
const PLUS = 0.005;

const shareOf = (bad: number, all: number): number => (all > 0 ? bad / all : 0);
const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
const count = (mails: number): string => mails.toLocaleString('en');

/** What was counted, for people: `1,204 mails tried it, 0.50 % bad; 12,310 others, 0.42 %`. */
export const countsText = ({ tried, others, triedBad, othersBad }: TrialCounts): string =>
  `${count(tried)} mails tried it, ${percent(shareOf(triedBad, tried))} bad; ${count(others)} others, ${percent(shareOf(othersBad, others))}`;

/** Whether all quota keys are to have what a share of them tries since `since`. */
export function judgeTrial(counts: TrialCounts, since: EpochMillis, now: EpochMillis): TrialVerdict {
  const { tried, others, triedBad, othersBad } = counts;
  const text = countsText(counts);
  if (now - since < SOONEST) return { verdict: 'wait', text: `${text}; too early to judge` };
  if (tried < ENOUGH_TRIED)
    return now - since < LATEST
      ? { verdict: 'wait', text: `${text}; too few to judge` }
      : { verdict: 'promote', text: `${text}; traffic did not suffice to judge` };
  const most = TIMES * shareOf(othersBad, others) + PLUS;
  return shareOf(triedBad, tried) > most
    ? { verdict: 'withdraw', text: `${text}: more than ${percent(most)}` }
    : { verdict: 'promote', text: `${text}: not more than ${percent(most)}` };
}
