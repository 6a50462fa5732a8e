import { describe, expect, it } from 'vitest';
import { createMemoryQuotaStore } from '../../../shared/memory/quota-store.ts';
import { emptyItem } from '../../../shared/ports/quota-store.ts';
import { mxKey } from '../../../shared/quota/key.ts';
import { paceOf } from '../../../shared/quota/pace.ts';
import { HORIZON, mostSlots } from '../../../shared/quota/spacing.ts';
import { roomOf, takeSlots } from '../../../shared/quota/take-slots.ts';
import { toMicros } from '../../../shared/time/units.ts';

const key = mxKey('default', 'rule', 'orbit');
const pace = paceOf(3_600, 'hour', 'orbit');
const NOW = Date.UTC(2026, 0, 5);

function setUp() {
  const quota = createMemoryQuotaStore();
  const time = { now: NOW };
  const ports = { quota, clock: { now: () => time.now, sleep: async () => {} } };
  const take = async (wanted: number, unlessOpen = false) => {
    const item = (await quota.load([key])).get(key) ?? emptyItem(key);
    return takeSlots(ports, { key, wanted, pace, unlessOpen }, item);
  };
  return { quota, time, ports, take };
}

describe('taking slots', () => {
  it('spaces an hourly limit by the hour and its tolerances', () => {
    expect(pace.spacing).toBe(Math.ceil(((3_600 + 5 + 30 + 1) * 1_000_000) / 3_600));
  });

  it('begins at now when the key was idle', async () => {
    const { take } = setUp();
    expect(await take(3)).toEqual({ count: 3, start: toMicros(NOW) });
  });

  it('goes on one spacing behind the last slot', async () => {
    const { take } = setUp();
    await take(3);
    expect(await take(1)).toEqual({ count: 1, start: toMicros(NOW) + 3 * pace.spacing });
  });

  it('gives no slot beyond the horizon, however many are wanted', async () => {
    const { take } = setUp();
    const first = await take(10_000);
    expect(first.count).toBe(mostSlots(pace.spacing));
    expect(await take(1)).toMatchObject({ count: 0 });
  });

  it('never returns to the past when the key was idle for long', async () => {
    const { take, time } = setUp();
    await take(2);
    time.now += 3_600_000;
    expect((await take(1)).start).toBe(toMicros(time.now));
  });

  it('gives fresh mail nothing while a backlog is open', async () => {
    const { take, quota } = setUp();
    await quota.swapChain(key, 0, { open: true, wakeNo: 0 });
    expect(await take(1, true)).toMatchObject({ count: 0 });
    expect(await take(1, false)).toMatchObject({ count: 1 });
  });

  it('takes fewer when another was faster than its look at the item', async () => {
    const { take, ports } = setUp();
    await take(50);
    const stale = emptyItem(key);
    const taken = await takeSlots(ports, { key, wanted: 100, pace, unlessOpen: false }, stale);
    expect(taken.start).toBe(toMicros(NOW) + 50 * pace.spacing);
    expect(taken.count).toBe(mostSlots(pace.spacing) - 50);
  });

  it('admits the slot that lies exactly on the horizon and none behind it', () => {
    const now = toMicros(NOW);
    const at = (nextSlot: number) =>
      roomOf({ ...emptyItem(key), nextSlot }, pace.spacing, { now, from: now, unlessOpen: false }).count;
    expect(at(toMicros(NOW) + HORIZON)).toBe(1);
    expect(at(toMicros(NOW) + HORIZON + 1)).toBe(0);
  });

  it('gives no slot before the time that something else paces the mails by', async () => {
    const { ports } = setUp();
    const from = toMicros(NOW + 20_000);
    const taken = await takeSlots(
      ports,
      { key, wanted: 1_000, pace, unlessOpen: false, from },
      emptyItem(key),
    );
    expect(taken).toEqual({ start: from, count: 1 + Math.floor((HORIZON - 20_000_000) / pace.spacing) });
  });

  it('counts the slots in the bucket of the period that they fall into', async () => {
    const { take, quota } = setUp();
    await take(5);
    const item = (await quota.load([key])).get(key);
    expect(Object.values(item?.used ?? {})).toEqual([5]);
  });
});
