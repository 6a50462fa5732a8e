import { describe, expect, it } from 'vitest';
import { createMemoryBacklogStore } from '../../../shared/memory/backlog-store.ts';
import { createMemoryControlStore } from '../../../shared/memory/control-store.ts';
import { createMemoryQuotaStore } from '../../../shared/memory/quota-store.ts';
import { createMemoryWakeUpQueue } from '../../../shared/memory/wake-up-queue.ts';
import type { WakeUp } from '../../../shared/ports/queues.ts';
import { takeDay } from '../../../shared/quota/day-counter.ts';
import { accountDayKey, mxKey } from '../../../shared/quota/key.ts';
import { type SweepPorts, sweep } from '../../../shared/sweeper/sweep.ts';
import { HOUR, MINUTE, SECOND } from '../../../shared/time/units.ts';
import { spyGauges } from './support.ts';

const NOW = Date.UTC(2026, 0, 5, 8);
const key = mxKey('default', 'rule', 'orbit');
const ACCOUNT = {
  maxSendRate: 14,
  max24HourSend: 50_000,
  sentLast24Hours: 3,
  sendingEnabled: true,
  readAt: NOW,
};

async function setUp(wakeAt?: number, more: Partial<SweepPorts> = {}) {
  const woken: (WakeUp & { readonly delaySeconds: number })[] = [];
  const quota = createMemoryQuotaStore();
  const control = createMemoryControlStore();
  const { log, values, lines } = spyGauges();
  await quota.swapChain(key, 0, { open: true, wakeNo: 4, ...(wakeAt === undefined ? {} : { wakeAt }) });
  const ports: SweepPorts = {
    clock: { now: () => NOW, sleep: async () => {} },
    quota,
    control,
    backlog: createMemoryBacklogStore(),
    wakeUps: createMemoryWakeUpQueue((wakeUp, delaySeconds) => woken.push({ ...wakeUp, delaySeconds })),
    askAccount: async () => ACCOUNT,
    rules: async () => ({ mode: 'feed', feed: {} }),
    log,
    ...more,
  };
  return { woken, control, quota, values, lines, run: () => sweep(ports) };
}

const down = () => Promise.reject(new Error('down'));

describe('the sweeper', () => {
  it('wakes a key whose wake-up is more than 30 seconds late, by the number that is valid', async () => {
    const { woken, values, run } = await setUp(NOW - 30 * SECOND - 1);
    await run();
    expect(woken).toEqual([{ key, wakeNo: 4, delaySeconds: 0 }]);
    expect(values['LostWakeUps']).toBe(1);
  });

  it.each([NOW - 30 * SECOND, NOW, NOW + 900 * SECOND, undefined])(
    'lets alone a key that is due at %s',
    async (wakeAt) => {
      const { woken, run } = await setUp(wakeAt);
      await run();
      expect(woken).toEqual([]);
    },
  );

  it('writes down what SES allows', async () => {
    const { control, run } = await setUp();
    await run();
    expect((await control.load()).account).toEqual(ACCOUNT);
  });

  it.each([
    ['was paused', { ...ACCOUNT, sendingEnabled: false }, ACCOUNT, [{ key, wakeNo: 4, delaySeconds: 25 }]],
    ['was not', ACCOUNT, ACCOUNT, []],
    ['was never asked about', undefined, ACCOUNT, []],
    ['is paused still', { ...ACCOUNT, sendingEnabled: false }, { ...ACCOUNT, sendingEnabled: false }, []],
  ])(
    'wakes every key when the account %s and sends, once functions know it',
    async (_case, before, after, expected) => {
      const { woken, control, values, run } = await setUp(NOW + 900 * SECOND, {
        askAccount: async () => after,
      });
      if (before) await control.putAccount(before);
      await run();
      await run();
      expect(woken).toEqual(expected);
      expect(values['LostWakeUps']).toBeUndefined();
    },
  );

  it('lets one mail probe a resumed account at once, and leaves the hold to it', async () => {
    const { control, run } = await setUp();
    const hold = {
      code: 'SendingPausedException',
      text: 'paused',
      since: NOW - HOUR,
      probeAt: NOW + 9 * MINUTE,
    };
    const held = [
      { ...hold, scope: { kind: 'account' } },
      { ...hold, scope: { kind: 'identity', name: 'shop.example' } },
    ] as const;
    await Promise.all(held.map((one) => control.putHold(one)));
    await control.putAccount({ ...ACCOUNT, sendingEnabled: false });
    await run();
    expect((await control.load()).holds).toEqual([{ ...held[0], probeAt: NOW }, held[1]]);
  });

  it('leaves a probe alone that is due already', async () => {
    const { control, run } = await setUp();
    const hold = {
      scope: { kind: 'account' },
      code: 'x',
      text: 'x',
      since: NOW - HOUR,
      probeAt: NOW - 1,
    } as const;
    await control.putHold(hold);
    await control.putAccount({ ...ACCOUNT, sendingEnabled: false });
    await run();
    expect((await control.load()).holds).toEqual([hold]);
  });

  it('writes down what SES allows, and wakes nobody, when it cannot read what SES allowed before', async () => {
    const { control, ...stage } = await setUp();
    await control.putAccount({ ...ACCOUNT, sendingEnabled: false });
    const { woken, run } = await setUp(NOW, { control: { ...control, load: down } });
    await expect(run()).rejects.toThrow('the sweep failed in part');
    expect((await control.load()).account).toEqual(ACCOUNT);
    expect([...woken, ...stage.woken]).toEqual([]);
  });

  it('counts a run that did all it should, and writes one line', async () => {
    const { values, lines, run } = await setUp();
    await run();
    expect(values['Swept']).toBe(1);
    expect(lines).toEqual(['swept']);
  });

  it('measures the quota of 24 hours by its own count too', async () => {
    const { quota, values, run } = await setUp();
    await takeDay(quota, { key: accountDayKey, limit: 50_000 }, 40_000, NOW);
    await run();
    expect(values['SesQuotaUsed']).toBe(80);
  });

  it('writes down what SES allows also when it cannot read its own count, and says that it failed', async () => {
    const { quota } = await setUp();
    const { control, values, run } = await setUp(NOW, { quota: { ...quota, loadDay: down } });
    await expect(run()).rejects.toThrow('the sweep failed in part');
    expect((await control.load()).account).toEqual(ACCOUNT);
    expect(values).toMatchObject({ SesPaused: 0, Waiting: 0 });
    expect(values).not.toHaveProperty('SesQuotaUsed');
  });

  it('wakes keys also when SES does not answer, and says that it failed', async () => {
    const { woken, values, run } = await setUp(0, { askAccount: down });
    await expect(run()).rejects.toThrow('the sweep failed in part');
    expect(woken).toHaveLength(1);
    expect(values['Swept']).toBeUndefined();
  });

  it('writes down what SES allows also when no key can be woken', async () => {
    const { quota } = await setUp();
    const { control, run } = await setUp(0, { quota: { ...quota, overdue: down } });
    await expect(run()).rejects.toThrow('the sweep failed in part');
    expect((await control.load()).account).toEqual(ACCOUNT);
  });

  it.each<[string, Partial<SweepPorts>, readonly string[]]>([
    [
      'SES',
      { askAccount: down },
      ['Waiting', 'TimeToDrain', 'WillExpire', 'Holds', 'Pauses', 'RulesBehind', 'ReleaseHeld'],
    ],
    ['the rules', { rules: down }, ['Waiting', 'SesPaused', 'Holds']],
    ['the backlog', { backlog: { groups: down } }, ['SesPaused', 'Holds', 'RulesBehind']],
  ])('measures the rest when %s cannot be asked', async (_what, more, expected) => {
    const { values, run } = await setUp(NOW, more);
    await expect(run()).rejects.toThrow('the sweep failed in part');
    expect(Object.keys(values)).toEqual(expect.arrayContaining([...expected]));
  });
});
