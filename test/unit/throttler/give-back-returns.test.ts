import { describe, expect, it } from 'vitest';
import { createMemoryQuotaStore } from '../../../shared/memory/quota-store.ts';
import type { Envelope } from '../../../shared/message/envelope.ts';
import { SILENT } from '../../../shared/ports/log.ts';
import { countedInDay, NO_DAY, takeDay } from '../../../shared/quota/day-counter.ts';
import { accountDayKey, dayKey, mxKey, type QuotaKey } from '../../../shared/quota/key.ts';
import { giveBackReturns } from '../../../shared/throttler/give-back-returns.ts';
import { keyOfAddress } from '../../support/quarantine.ts';

const NOON = Date.UTC(2026, 0, 5, 12, 1);
const key = mxKey('default', 'rule', 'orbit');
const account = {
  maxSendRate: 10,
  max24HourSend: 100,
  sentLast24Hours: 0,
  sendingEnabled: true,
  readAt: NOON,
};

const returned = (recordId: string) => {
  const address = keyOfAddress('x@orbit.test');
  const slot = {
    key,
    at: NOON * 1_000,
    early: 0,
    late: 0,
    call: 0,
    rule: 'r',
    mx: 'mx',
    ruleSet: 'v',
    address,
  };
  const envelope: Envelope = { v: 1, firstSeen: NOON, expiresAt: NOON + 1, lane: 0, hops: 1, slot };
  return { recordId, body: '', envelope, sentAt: NOON, lane: 1 } as const;
};

async function counted(quota: ReturnType<typeof createMemoryQuotaStore>, of: QuotaKey) {
  return countedInDay((await quota.loadDay([of])).get(of) ?? NO_DAY, NOON);
}

describe('mail that comes back', () => {
  it('gives its place in the counters per day back, to the account and to its key', async () => {
    const quota = createMemoryQuotaStore();
    await takeDay(quota, { key: dayKey(key), limit: 50 }, 5, NOON);
    await takeDay(quota, { key: accountDayKey, limit: 100 }, 9, NOON);
    const control = { orders: [], holds: [], account };
    await giveBackReturns({ quota, log: SILENT }, [returned('a'), returned('b')], control);
    expect(await counted(quota, dayKey(key))).toBe(3);
    expect(await counted(quota, accountDayKey)).toBe(7);
  });

  it('begins no counter where there is no limit per day', async () => {
    const quota = createMemoryQuotaStore();
    const control = { orders: [], holds: [], account: { ...account, max24HourSend: -1 } };
    await giveBackReturns({ quota, log: SILENT }, [returned('a')], control);
    expect((await quota.loadDay([dayKey(key)])).get(dayKey(key))).toEqual(NO_DAY);
  });

  it('goes on its way though the counters cannot be reached', async () => {
    const broken = {
      ...createMemoryQuotaStore(),
      loadDay: async () => {
        throw new Error('throttled');
      },
    };
    const control = { orders: [], holds: [], account };
    await expect(
      giveBackReturns({ quota: broken, log: SILENT }, [returned('a')], control),
    ).resolves.toBeUndefined();
  });
});
