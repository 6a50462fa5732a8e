import { describe, expect, it } from 'vitest';
import { createMemoryQuotaStore } from '../../../shared/memory/quota-store.ts';
import { addToDay, countedInDay, giveBackDay, NO_DAY, takeDay } from '../../../shared/quota/day-counter.ts';
import { dayKey, mxKey } from '../../../shared/quota/key.ts';
import { DAY, MINUTE, SECOND } from '../../../shared/time/units.ts';

const key = dayKey(mxKey('default', 'rule', 'orbit'));
const NOON = Date.UTC(2026, 0, 5, 12);
/** A mail that was counted at the very end of a quarter hour, and its slot's last moment: horizon, lateness, skew. */
const LAST_LEAVES = NOON + 15 * MINUTE + 91 * SECOND;

describe('a day counter', () => {
  it('still counts the quarter hour that the 24-hour window begins in, whole', () => {
    const counter = addToDay(NO_DAY, 10, NOON);
    expect(countedInDay(counter, NOON + DAY + 15 * MINUTE)).toBe(10);
    expect(countedInDay(counter, NOON + DAY + 17 * MINUTE - 1)).toBe(10);
    expect(countedInDay(counter, NOON + DAY + 17 * MINUTE)).toBe(0);
  });

  it('still counts mail that was counted 24 hours ago but left a horizon later', () => {
    const counter = addToDay(NO_DAY, 10, NOON + 15 * MINUTE - 1);
    expect(countedInDay(counter, LAST_LEAVES + DAY)).toBe(10);
  });

  it('drops buckets that no window sees any more, and keeps those that one does', () => {
    const counter = addToDay(NO_DAY, 10, NOON);
    expect(Object.values(addToDay(counter, 1, NOON + DAY + 17 * MINUTE).buckets)).toEqual([1]);
    expect(Object.values(addToDay(counter, 1, NOON + DAY + 17 * MINUTE - 1).buckets)).toEqual([10, 1]);
  });

  it('grants what is left of the limit and no more, and says when to ask again', async () => {
    const quota = createMemoryQuotaStore();
    const take = () => takeDay(quota, { key, limit: 10 }, 7, NOON);
    const retryAt = NOON + 2 * MINUTE;
    expect(await take()).toEqual({ count: 7 });
    expect(await take()).toEqual({ count: 3, retryAt });
    expect(await take()).toEqual({ count: 0, retryAt });
  });

  it('has something to give at the time that it says, when that is when its oldest quarter hour goes', async () => {
    const quota = createMemoryQuotaStore();
    await takeDay(quota, { key, limit: 10 }, 10, NOON);
    const { retryAt = 0 } = await takeDay(quota, { key, limit: 10 }, 1, NOON + DAY + 5 * MINUTE);
    expect(await takeDay(quota, { key, limit: 10 }, 1, retryAt - 1)).toMatchObject({ count: 0 });
    expect(await takeDay(quota, { key, limit: 10 }, 1, retryAt)).toEqual({ count: 1 });
  });

  it('goes by the larger of its own count and what SES has counted', async () => {
    const quota = createMemoryQuotaStore();
    expect(await takeDay(quota, { key, limit: 10, already: 8 }, 7, NOON)).toMatchObject({ count: 2 });
    expect(await takeDay(quota, { key, limit: 10, already: 1 }, 9, NOON)).toMatchObject({ count: 8 });
  });

  it('takes back what was not used', async () => {
    const quota = createMemoryQuotaStore();
    await takeDay(quota, { key, limit: 10 }, 10, NOON);
    await giveBackDay(quota, key, 4, NOON);
    expect(await takeDay(quota, { key, limit: 10 }, 10, NOON)).toMatchObject({ count: 4 });
  });

  it('never takes back below nothing', async () => {
    const quota = createMemoryQuotaStore();
    await giveBackDay(quota, key, 4, NOON);
    expect(await takeDay(quota, { key, limit: 10 }, 20, NOON)).toMatchObject({ count: 10 });
  });

  it('grants each unit once to any number of callers at the same time', async () => {
    const quota = createMemoryQuotaStore();
    const granted = await Promise.all(
      Array.from({ length: 4 }, () => takeDay(quota, { key, limit: 10 }, 4, NOON)),
    );
    expect(granted.reduce((sum, { count }) => sum + count, 0)).toBe(10);
  });

  it('grants nothing while others keep changing it, and has the caller ask again at once', async () => {
    const quota = { ...createMemoryQuotaStore(), saveDay: async () => false };
    expect(await takeDay(quota, { key, limit: 10 }, 4, NOON)).toEqual({ count: 0, retryAt: NOON + SECOND });
  });
});
