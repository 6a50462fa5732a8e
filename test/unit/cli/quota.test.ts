import { describe, expect, it } from 'vitest';
import { dayCountsAnswer, readDayCounts, resetAnswer, resetDayCounts } from '../../../cli/commands/quota.ts';
import { createMemoryQuotaStore } from '../../../shared/memory/quota-store.ts';
import { accountDayKey, dayKey, mxKey } from '../../../shared/quota/key.ts';
import { DAY } from '../../../shared/time/units.ts';

const NOW = 1_800_000_000_000;
const clock = { now: () => NOW, sleep: async () => undefined };
const bucketAt = (at: number) => String(Math.floor(at / 900_000));
const google = dayKey(mxKey('shared', 'rule', 'google'));

async function counters() {
  const quota = createMemoryQuotaStore();
  await quota.saveDay(google, 0, {
    version: 1,
    buckets: { [bucketAt(NOW)]: 3, [bucketAt(NOW - 2 * DAY)]: 50 },
  });
  await quota.saveDay(accountDayKey, 0, { version: 1, buckets: { [bucketAt(NOW)]: 10 } });
  const scan = async () => {
    const days = await quota.loadDay([google, accountDayKey]);
    return { items: [], days: [...days].map(([key, counter]) => ({ key, ...counter })) };
  };
  return { quota, scan, clock };
}

describe('day counters', () => {
  it('show what the last 24 hours hold, the most first', async () => {
    const days = await readDayCounts(await counters());
    expect(days).toEqual([
      { key: 'account|day', counted: 10 },
      { key: 'shared|rule|google|day', counted: 3 },
    ]);
    expect(dayCountsAnswer(days).text).toContain('the spacing of slots keeps them');
    expect(dayCountsAnswer([]).text).toContain('No limit per day has counted anything yet.');
  });

  it('are reset one at a time, or all', async () => {
    const ports = await counters();
    expect(await resetDayCounts(ports, google)).toEqual([google]);
    expect(await readDayCounts(ports)).toEqual([
      { key: 'account|day', counted: 10 },
      { key: google, counted: 0 },
    ]);
    expect(await resetDayCounts(ports, undefined)).toHaveLength(2);
    expect((await readDayCounts(ports)).map(({ counted }) => counted)).toEqual([0, 0]);
  });

  it('that do not exist cannot be reset', async () => {
    await expect(resetDayCounts(await counters(), 'google')).rejects.toThrow(
      'there is no day counter google',
    );
  });

  it('that counted on meanwhile are left as they are, and named', async () => {
    const { scan, quota } = await counters();
    const busy = { ...quota, saveDay: async () => false };
    await expect(resetDayCounts({ scan, quota: busy }, google)).rejects.toThrow(
      `counted on meanwhile: ${google}`,
    );
  });

  it('are the only thing that a reset touches, and it says so', () => {
    expect(resetAnswer([google]).text).toMatch(
      /Set to 0: shared\|rule\|google\|day\.\nSlots were not touched/,
    );
    expect(resetAnswer([]).text).toContain('There was no day counter to reset.');
  });
});
