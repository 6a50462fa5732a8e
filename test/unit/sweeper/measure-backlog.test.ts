import { describe, expect, it } from 'vitest';
import type { AccountLimits } from '../../../shared/control/account.ts';
import { createMemoryBacklogStore } from '../../../shared/memory/backlog-store.ts';
import { createMemoryQuotaStore } from '../../../shared/memory/quota-store.ts';
import { mxKey, type QuotaKey } from '../../../shared/quota/key.ts';
import { paceOf } from '../../../shared/quota/pace.ts';
import { measureBacklog } from '../../../shared/sweeper/measure-backlog.ts';
import { DAY, HOUR, MINUTE, SECOND, toMicros } from '../../../shared/time/units.ts';
import { spyGauges } from './support.ts';

const NOW = Date.UTC(2026, 0, 5, 8);
const ACCOUNT: AccountLimits = {
  maxSendRate: 1_000,
  max24HourSend: -1,
  sentLast24Hours: 0,
  sendingEnabled: true,
  readAt: NOW,
};
const orbit = mxKey('default', 'rule', 'orbit');
const mx1 = mxKey('default', 'host', 'mx1.test');
const mx2 = mxKey('default', 'host', 'mx2.test');

interface Backlog {
  readonly key: QuotaKey;
  readonly rule?: string;
  /** Of the key, a minute. */
  readonly limit?: number;
  readonly open?: boolean;
  readonly groups: readonly {
    readonly count: number;
    readonly cursor?: number;
    readonly expiresAt?: number;
  }[];
}

async function measure(backlogs: readonly Backlog[], account: AccountLimits | undefined = ACCOUNT) {
  const quota = createMemoryQuotaStore();
  const backlog = createMemoryBacklogStore();
  for (const { key, rule = 'orbit', limit = 60, open = true, groups } of backlogs) {
    const pace = paceOf(limit, 'minute', rule);
    const now = toMicros(NOW - HOUR);
    await quota.take(key, {
      advance: 1,
      form: { kind: 'restart' },
      now,
      unlessOpen: false,
      count: { add: {}, drop: [] },
      pace,
    });
    const { chainVersion } = (await quota.load([key])).get(key) ?? { chainVersion: 0 };
    await quota.swapChain(key, chainVersion, { open, wakeNo: 1, wakeAt: NOW + MINUTE });
    await backlog.put(
      groups.map((group, at) => ({
        key,
        sk: `1#marketing##${at}`,
        object: 'page',
        offset: 0,
        bytes: 1,
        cursor: 0,
        cursorByte: 0,
        ...group,
      })),
    );
  }
  const { log, values, lines } = spyGauges();
  const told = await measureBacklog(
    { clock: { now: () => NOW, sleep: async () => {} }, quota, backlog, log },
    account,
  );
  return { values, lines, told };
}

/** The exact spacing of 60 a minute: a second, and its share of early, late and skew. */
const spacing = paceOf(60, 'minute', 'orbit').spacing / 1_000;

describe('the gauges of the backlog', () => {
  it('are zero where nothing waits', async () => {
    expect((await measure([])).values).toEqual({ Waiting: 0, TimeToDrain: 0, WillExpire: 0 });
  });

  it('count what waits, without what is done, and by rule', async () => {
    const { values, told } = await measure([
      { key: orbit, groups: [{ count: 100, cursor: 40 }, { count: 5 }] },
      { key: mx1, rule: 'hosts', groups: [{ count: 3 }] },
      { key: mx2, rule: 'hosts', groups: [{ count: 4 }] },
    ]);

    expect(values).toMatchObject({ Waiting: 72, 'Waiting orbit': 65, 'Waiting hosts': 7 });
    expect(told).toEqual({ keys: 3, waiting: 72 });
  });

  it('tell the time to drain of the slowest key, by its exact spacing', async () => {
    const { values } = await measure([
      { key: orbit, groups: [{ count: 600 }] },
      { key: mx1, limit: 600, groups: [{ count: 700 }] },
    ]);

    expect(values['TimeToDrain']).toBe(Math.ceil((600 * spacing) / SECOND));
  });

  it('know no end for what is paused or held', async () => {
    const { values } = await measure([{ key: orbit, open: false, groups: [{ count: 600 }] }]);

    expect(values).toMatchObject({ Waiting: 600, TimeToDrain: 0 });
  });

  it("take the account's rate where it is slower than all keys", async () => {
    const { values } = await measure([{ key: orbit, limit: 6_000, groups: [{ count: 600 }] }], {
      ...ACCOUNT,
      maxSendRate: 1,
    });

    expect(values['TimeToDrain']).toBe(600);
  });

  it("take the account's quota of a day where it is slower than its rate", async () => {
    const account = { ...ACCOUNT, max24HourSend: 200 };
    const { values } = await measure(
      [{ key: orbit, limit: 6_000, groups: [{ count: 400, expiresAt: NOW + DAY }] }],
      account,
    );

    expect(values).toMatchObject({ TimeToDrain: (2 * DAY) / SECOND, WillExpire: 199 });
  });

  it.each([
    { expiresAt: NOW + HOUR, lost: 0 },
    { expiresAt: NOW + 30 * SECOND, lost: 600 - (1 + Math.floor((30 * SECOND) / spacing)) },
    { expiresAt: NOW - 1, lost: 600 },
    { expiresAt: undefined, lost: 0 },
  ])('tell how many expire first: $lost of 600 that live until $expiresAt', async ({ expiresAt, lost }) => {
    const group = { count: 600, ...(expiresAt === undefined ? {} : { expiresAt }) };

    expect((await measure([{ key: orbit, groups: [group] }])).values['WillExpire']).toBe(lost);
  });

  it('go by the limits of the keys alone when SES did not answer', async () => {
    const quota = createMemoryQuotaStore();
    const { log, values } = spyGauges();
    const backlog = createMemoryBacklogStore();
    await measureBacklog(
      { clock: { now: () => NOW, sleep: async () => {} }, quota, backlog, log },
      undefined,
    );

    expect(values).toEqual({ Waiting: 0, TimeToDrain: 0, WillExpire: 0 });
  });

  it('count a thousand keys, and say so when there are more', async () => {
    const many = Array.from(
      { length: 1_001 },
      (_, at): Backlog => ({ key: mxKey('default', 'host', `mx${at}.test`), groups: [{ count: 1 }] }),
    );
    const { values, lines } = await measure(many);

    expect(values['Waiting']).toBe(1_000);
    expect(lines).toEqual(['backlog counted in part']);
  });
});
