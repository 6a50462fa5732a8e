import { describe, expect, it } from 'vitest';
import { judgeTrial } from '../../../shared/rule-sync/judge-trial.ts';
import { HOUR } from '../../../shared/time/units.ts';

const counts = (tried: number, triedBad: number, others: number, othersBad: number) => ({
  ...{ tried, triedBad, others, othersBad },
});

describe('a trial', () => {
  it.each([
    ['waits while it is young, however bad', 20 * HOUR - 1, counts(5_000, 5_000, 50_000, 0), 'wait'],
    ['ends well when both are alike', 20 * HOUR, counts(1_000, 20, 9_000, 180), 'promote'],
    [
      'ends well just below worse by half and half a percent',
      24 * HOUR,
      counts(1_000, 34, 9_000, 180),
      'promote',
    ],
    [
      'ends badly above worse by half and half a percent',
      24 * HOUR,
      counts(1_000, 36, 9_000, 180),
      'withdraw',
    ],
    ['may have half a percent where others have none', 24 * HOUR, counts(1_000, 5, 9_000, 0), 'promote'],
    ['ends badly beyond it', 24 * HOUR, counts(1_000, 6, 9_000, 0), 'withdraw'],
    ['is held to half a percent where no others are', 24 * HOUR, counts(1_000, 6, 0, 0), 'withdraw'],
    ['waits for mails', 47 * HOUR, counts(999, 999, 9_000, 0), 'wait'],
    ['ends for want of mails, however bad', 48 * HOUR, counts(999, 999, 9_000, 0), 'promote'],
    ['ends badly late too', 72 * HOUR, counts(1_000, 100, 9_000, 9), 'withdraw'],
    ['of no mails ends well', 48 * HOUR, counts(0, 0, 0, 0), 'promote'],
  ])('%s', (_, age, seen, verdict) => {
    expect(judgeTrial(seen, 7, 7 + age).verdict).toBe(verdict);
  });

  it('says what it was judged by', () => {
    expect(judgeTrial(counts(1_204, 36, 12_310, 12), 0, 24 * HOUR).text).toBe(
      '1,204 mails tried it, 2.99 % bad; 12,310 others, 0.10 %: more than 0.65 %',
    );
    expect(judgeTrial(counts(3, 0, 40, 0), 0, 48 * HOUR).text).toContain('traffic did not suffice to judge');
  });
});
