import { describe, expect, it } from 'vitest';
import type { AccountLimits } from '../../../shared/control/account.ts';
import type { Order } from '../../../shared/control/order.ts';
import { createMemoryQuotaStore } from '../../../shared/memory/quota-store.ts';
import type { FeedState } from '../../../shared/ports/rules-store.ts';
import { takeDay } from '../../../shared/quota/day-counter.ts';
import { accountDayKey } from '../../../shared/quota/key.ts';
import { measureAccount, measureControl, measureQuotaUsed } from '../../../shared/sweeper/measure-account.ts';
import { measureRules } from '../../../shared/sweeper/measure-rules.ts';
import { HOUR } from '../../../shared/time/units.ts';
import { spyGauges } from './support.ts';

const NOW = Date.UTC(2026, 0, 5, 8);

const ACCOUNT: AccountLimits = {
  maxSendRate: 14,
  max24HourSend: 50_000,
  sentLast24Hours: 45_000,
  sendingEnabled: true,
  readAt: NOW,
};

const accountOf = (more: Partial<AccountLimits>) => {
  const { log, values } = spyGauges();
  measureAccount(log, { ...ACCOUNT, ...more });
  return values;
};

describe("the account's gauges", () => {
  it.each<[string, Partial<AccountLimits>, Readonly<Record<string, number>>]>([
    ['one that sends', {}, { SesPaused: 0, SesUnderReview: 0 }],
    ['a pause', { sendingEnabled: false }, { SesPaused: 1, SesUnderReview: 0 }],
    ['a shut-down', { enforcement: 'SHUTDOWN' }, { SesPaused: 1, SesUnderReview: 0 }],
    ['a review', { enforcement: 'PROBATION' }, { SesPaused: 0, SesUnderReview: 1 }],
    [
      'a healthy account',
      { enforcement: 'HEALTHY', productionAccess: true },
      { SesPaused: 0, SesUnderReview: 0, SesSandbox: 0 },
    ],
    ['the sandbox', { productionAccess: false }, { SesPaused: 0, SesUnderReview: 0, SesSandbox: 1 }],
  ])('tell of %s', (_what, more, expected) => {
    expect(accountOf(more)).toEqual(expected);
  });
});

describe('the share of the quota that is used', () => {
  const shareWhere = async (counted: number, countedAt: number, more: Partial<AccountLimits> = {}) => {
    const { log, values } = spyGauges();
    const quota = createMemoryQuotaStore();
    await takeDay(quota, { key: accountDayKey, limit: 60_000 }, counted, countedAt);
    const clock = { now: () => NOW, sleep: async () => {} };
    await measureQuotaUsed({ clock, quota, log }, { ...ACCOUNT, ...more });
    return values['SesQuotaUsed'];
  };

  it.each([
    { what: "SES's count where it knows of more", counted: 30_000, at: NOW, more: {}, share: 90 },
    { what: 'our count where that is larger', counted: 49_000, at: NOW - HOUR, more: {}, share: 98 },
    {
      what: "SES's count where ours is of another day",
      counted: 49_000,
      at: NOW - 25 * HOUR,
      more: {},
      share: 90,
    },
    { what: 'our count before SES has one', counted: 500, at: NOW, more: { sentLast24Hours: 0 }, share: 1 },
    {
      what: 'none where SES sets no quota',
      counted: 500,
      at: NOW,
      more: { max24HourSend: -1 },
      share: undefined,
    },
  ])('is $what', async ({ counted, at, more, share }) => {
    expect(await shareWhere(counted, at, more)).toBe(share);
  });
});

describe('the gauges of what keeps mail back', () => {
  const order = (more: Partial<Order>): Order => ({
    verb: 'pause',
    scope: { kind: 'all' },
    at: NOW,
    by: 'ada',
    ...more,
  });

  it('count holds, and pauses that nobody has resumed', () => {
    const { log, values } = spyGauges();
    const hold = {
      scope: { kind: 'account' },
      code: 'SendingPaused',
      text: '',
      since: NOW,
      probeAt: NOW,
    } as const;
    measureControl(log, {
      holds: [hold],
      orders: [order({}), order({ endedAt: NOW }), order({ verb: 'cancel' })],
    });

    expect(values).toEqual({ Holds: 1, Pauses: 1 });
  });
});

describe("the rules' gauges", () => {
  const failed = { at: NOW, code: 'unreachable', text: '' } as const;
  const held = { set: 'x', sequence: 3, version: '3', why: [] };
  const standing = (feed: FeedState, mode: 'feed' | 'custom' | 'off' = 'feed') => {
    const { log, values } = spyGauges();
    measureRules(log, { mode, feed, pointer: { activatedAt: NOW - HOUR } }, NOW);
    return values;
  };

  it.each<[string, FeedState, Readonly<Record<string, number>>]>([
    ['that was never asked', {}, { RulesBehind: 0, ReleaseHeld: 0 }],
    [
      'that was read a day ago',
      { checkedAt: NOW - 26 * HOUR },
      { RulesCheckedAge: 93_600, RulesBehind: 0, ReleaseHeld: 0 },
    ],
    [
      'that was missed a night',
      { checkedAt: NOW - 26 * HOUR - 1 },
      { RulesCheckedAge: 93_600, RulesBehind: 1, ReleaseHeld: 0 },
    ],
    ['that failed', { checkedAt: NOW, failed }, { RulesCheckedAge: 0, RulesBehind: 1, ReleaseHeld: 0 }],
    ['that never succeeded', { failed }, { RulesBehind: 1, ReleaseHeld: 0 }],
    [
      'whose release is held',
      { checkedAt: NOW, held },
      { RulesCheckedAge: 0, RulesBehind: 0, ReleaseHeld: 1 },
    ],
  ])('tell of a feed %s', (_what, feed, expected) => {
    expect(standing(feed)).toEqual({ RulesAge: 3_600, ...expected });
  });

  it.each(['custom', 'off'] as const)('are never behind while rules are %s', (mode) => {
    expect(standing({ checkedAt: 0, failed, held }, mode)).toEqual({
      RulesAge: 3_600,
      RulesBehind: 0,
      ReleaseHeld: 0,
    });
  });

  it('have no age while the shipped rules are in force', () => {
    const { log, values } = spyGauges();
    measureRules(log, { mode: 'feed', feed: {} }, NOW);

    expect(values).toEqual({ RulesBehind: 0, ReleaseHeld: 0 });
  });
});
