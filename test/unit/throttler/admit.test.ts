import { describe, expect, it } from 'vitest';
import { createMemoryQuotaStore } from '../../../shared/memory/quota-store.ts';
import { countedInDay } from '../../../shared/quota/day-counter.ts';
import { accountDayKey, accountKey, dayKey } from '../../../shared/quota/key.ts';
import { paceOf } from '../../../shared/quota/pace.ts';
import { TOLERANCES } from '../../../shared/quota/period.ts';
import { mostSlots } from '../../../shared/quota/spacing.ts';
import { admit, type Bid } from '../../../shared/throttler/admit.ts';
import type { Route } from '../../../shared/throttler/route.ts';
import { MINUTE, SECOND, toMicros } from '../../../shared/time/units.ts';
import { ACCOUNT, keyOf, NOW } from './support/stage.ts';

/** In the middle of a quarter hour. */
const AT = NOW + 7 * MINUTE;

function setUp(account: Partial<typeof ACCOUNT> = {}) {
  const quota = createMemoryQuotaStore();
  const ports = { quota, random: () => 0.5, clock: { now: () => AT, sleep: async () => {} } };
  const control = { orders: [], holds: [], account: { ...ACCOUNT, ...account } };
  const counted = async (key: Parameters<typeof quota.loadDay>[0][number]) => {
    const counter = (await quota.loadDay([key])).get(key);
    return counter ? countedInDay(counter, AT) : 0;
  };
  return { quota, ports, counted, ask: (bids: readonly Bid[]) => admit(ports, control, bids) };
}

function routeOf(name: string, limit: number, perDay?: number): Route {
  const key = keyOf(name);
  const day = perDay === undefined ? {} : { day: { key: dayKey(key), limit: perDay } };
  const pace = paceOf(limit, 'minute', name);
  return {
    key,
    rule: name,
    mx: `mx.${name}.test`,
    ruleSet: 'v1',
    pace,
    tolerance: TOLERANCES.minute,
    ...day,
  };
}

const bid = (
  name: string,
  wanted: number,
  more: Partial<Bid> & { readonly perDay?: number; readonly limit?: number } = {},
): Bid => {
  const { perDay, limit = 60_000, ...rest } = more;
  return { route: routeOf(name, limit, perDay), wanted, marketing: true, unlessOpen: false, ...rest };
};

describe('admitting', () => {
  it('asks nobody for nothing', async () => {
    expect(await setUp().ask([])).toEqual([]);
  });

  it('gives a bid the slots of its key, one spacing from each other', async () => {
    const { ask } = setUp();
    const asked = bid('a', 3, { limit: 60 });
    const [award] = await ask([asked]);
    const { spacing } = asked.route.pace;
    expect(award?.slots.map((slot) => slot - (award.slots[0] ?? 0))).toEqual([0, spacing, 2 * spacing]);
  });

  it('gives no more than the account takes in one horizon, and says when to ask again', async () => {
    const { ask } = setUp({ maxSendRate: 1 });
    const [award] = await ask([bid('a', 500, { marketing: false })]);
    expect(award?.slots).toHaveLength(mostSlots(toMicros(SECOND)));
    expect(award?.retryAt).toBeGreaterThan(AT);
  });

  it('gives marketing nine tenths of the account, and others the rest', async () => {
    const { ask } = setUp({ maxSendRate: 10 });
    const [marketing] = await ask([bid('a', 5_000)]);
    expect(marketing?.slots).toHaveLength(mostSlots(Math.ceil(toMicros(SECOND) / 9)));
    const [others] = await ask([bid('b', 5_000, { marketing: false })]);
    expect(others?.slots.length).toBeGreaterThan(50);
  });

  it('serves transactional mail first when the account has too little for both', async () => {
    const { ask } = setUp({ maxSendRate: 1 });
    const [marketing, others] = await ask([bid('a', 50), bid('b', 60, { marketing: false })]);
    expect([marketing?.slots.length, others?.slots.length]).toEqual([1, 60]);
  });

  it('lets closed keys draw nothing from the account', async () => {
    const { quota, ask } = setUp();
    const key = keyOf('a');
    await quota.swapChain(key, 0, { open: true, wakeNo: 0 });
    expect(await ask([bid('a', 10, { unlessOpen: true })])).toEqual([{ slots: [] }]);
    expect((await quota.load([accountKey('all')])).get(accountKey('all'))?.nextSlot).toBeUndefined();
  });

  it('gives slots of an open key to mail that need not queue behind it', async () => {
    const { quota, ask } = setUp();
    await quota.swapChain(keyOf('a'), 0, { open: true, wakeNo: 0 });
    expect((await ask([bid('a', 2)]))[0]?.slots).toHaveLength(2);
  });

  it('gives account slots that one key refused to the other mails of the batch', async () => {
    const { ask, counted } = setUp({ maxSendRate: 1, max24HourSend: 1_000 });
    const [capped, other] = await ask([
      bid('a', 61, { marketing: false, perDay: 5 }),
      bid('b', 60, { marketing: false }),
    ]);
    expect(capped?.slots).toHaveLength(5);
    expect((other?.slots.length ?? 0) + 5).toBe(mostSlots(toMicros(SECOND)));
    expect(await counted(accountDayKey)).toBe(mostSlots(toMicros(SECOND)));
  });

  it('keeps the limit per day of a rule, and has the rest ask again when a quarter hour has gone', async () => {
    const { ask } = setUp();
    expect((await ask([bid('a', 10, { perDay: 4 })]))[0]).toMatchObject({ retryAt: NOW + 17 * MINUTE });
    expect((await ask([bid('a', 10, { perDay: 4 })]))[0]?.slots).toEqual([]);
    expect((await ask([bid('a', 10, { perDay: 5 })]))[0]?.slots).toHaveLength(1);
  });

  it('counts against a limit per day only what got a slot', async () => {
    const { ask, counted } = setUp({ max24HourSend: 1_000 });
    const [award] = await ask([bid('a', 500, { limit: 60, perDay: 400 })]);
    expect(await counted(dayKey(keyOf('a')))).toBe(award?.slots.length);
    expect(await counted(accountDayKey)).toBe(award?.slots.length);
  });

  it('gives back to the account what no mail of the batch could use', async () => {
    const { ask, counted } = setUp({ max24HourSend: 1_000 });
    await ask([bid('a', 10, { perDay: 4 })]);
    expect(await counted(accountDayKey)).toBe(4);
  });

  it('keeps the limit per day of the account, with what SES has counted', async () => {
    const { ask } = setUp({ max24HourSend: 100, sentLast24Hours: 97 });
    expect((await ask([bid('a', 10)]))[0]?.slots).toHaveLength(3);
  });

  it('knows -1 as no limit per day', async () => {
    const { ask, counted } = setUp({ max24HourSend: -1, sentLast24Hours: 1_000_000 });
    expect((await ask([bid('a', 10)]))[0]?.slots).toHaveLength(10);
    expect(await counted(accountDayKey)).toBe(0);
  });

  it('knows 0 as a limit that nothing fits', async () => {
    expect((await setUp({ max24HourSend: 0 }).ask([bid('a', 10)]))[0]?.slots).toEqual([]);
  });

  it('gives none of two bids of one key the same slot', async () => {
    const { ask } = setUp();
    const awards = await ask([bid('a', 5, { limit: 10 }), bid('a', 5, { limit: 10, marketing: false })]);
    const slots = awards.flatMap((award) => award.slots).sort((one, other) => one - other);
    const { spacing } = routeOf('a', 10).pace;
    expect(slots.length).toBeGreaterThan(0);
    expect(slots.slice(1).every((slot, at) => slot - (slots[at] ?? 0) >= spacing)).toBe(true);
  });

  it('lets no mail depart before its account slot, so that a burst to many hosts keeps the rate', async () => {
    const { ask } = setUp({ maxSendRate: 10 });
    const bids = ['a', 'b', 'c'].map((name) => bid(name, 20, { marketing: false }));
    const awards = await ask(bids);
    const firsts = awards.map(({ slots }) => (slots[0] ?? 0) - toMicros(AT));
    expect(firsts).toEqual([0, 20 * 100_000, 40 * 100_000]);
  });
});
