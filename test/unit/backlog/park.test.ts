import { describe, expect, it } from 'vitest';
import { ChainContendedError } from '../../../shared/backlog/change-chain.ts';
import type { ParkedMail } from '../../../shared/backlog/page.ts';
import { park } from '../../../shared/backlog/park.ts';
import { createMemoryBacklogStore, createMemoryPageStore } from '../../../shared/memory/backlog-store.ts';
import { createMemoryQuotaStore } from '../../../shared/memory/quota-store.ts';
import { createMemoryWakeUpQueue } from '../../../shared/memory/wake-up-queue.ts';
import { LANES } from '../../../shared/message/envelope.ts';
import type { WakeUp } from '../../../shared/ports/queues.ts';
import { emptyItem } from '../../../shared/ports/quota-store.ts';
import { mxKey } from '../../../shared/quota/key.ts';
import { MINUTE, SECOND } from '../../../shared/time/units.ts';
import { seeded } from '../../property/world/random.ts';

const NOW = Date.UTC(2026, 0, 5, 8);
const DEADLINE = NOW + MINUTE;
const key = mxKey('default', 'rule', 'orbit');

function setUp() {
  const calls: string[] = [];
  const woken: (WakeUp & { readonly delaySeconds: number })[] = [];
  const waits: number[] = [];
  const quota = createMemoryQuotaStore();
  const backlog = createMemoryBacklogStore();
  const pages = createMemoryPageStore();
  const wakeUps = createMemoryWakeUpQueue((wakeUp, delaySeconds) => woken.push({ ...wakeUp, delaySeconds }));
  /** Tells of each call that writes, and fails on the one named. */
  const watched = (failing?: string) => {
    const on =
      <A extends readonly unknown[], R>(name: string, work: (...args: A) => Promise<R>) =>
      (...args: A) => {
        calls.push(name);
        return name === failing ? Promise.reject(new Error(name)) : work(...args);
      };
    return {
      clock: { now: () => NOW, sleep: async (millis: number) => void waits.push(millis) },
      random: seeded(5),
      quota: { ...quota, swapChain: on('announce', quota.swapChain) },
      backlog: { ...backlog, put: on('index', backlog.put) },
      pages: { ...pages, put: on('page', pages.put) },
      wakeUps: { send: on('wake', wakeUps.send) },
    };
  };
  const itemOf = async () => (await quota.load([key])).get(key) ?? emptyItem(key);
  return { calls, woken, waits, quota, backlog, watched, itemOf };
}

const mail = (more: Partial<ParkedMail> = {}): ParkedMail => ({
  key,
  body: '{}',
  stream: 'marketing',
  readyAt: NOW,
  lookAt: NOW,
  opens: true,
  envelope: { v: 1, firstSeen: NOW, expiresAt: NOW + MINUTE, lane: LANES.fresh, hops: 0 },
  ...more,
});

describe('parking', () => {
  it('announces, writes the page, then the index, and wakes the key last', async () => {
    const { calls, watched } = setUp();
    await park(watched(), [mail()], DEADLINE);
    expect(calls).toEqual(['announce', 'page', 'index', 'wake']);
  });

  it('of nothing does nothing', async () => {
    const { calls, watched } = setUp();
    await park(watched(), [], DEADLINE);
    expect(calls).toEqual([]);
  });

  it.each(['page', 'index', 'wake'])(
    'that dies at the %s leaves a chain that the sweeper finds',
    async (step) => {
      const { watched, quota, itemOf } = setUp();
      await expect(park(watched(step), [mail()], DEADLINE)).rejects.toThrow(step);
      expect((await itemOf()).chain).toMatchObject({ open: true, appendUntil: DEADLINE + 5 * SECOND });
      expect(await quota.overdue(NOW + 2 * SECOND)).toEqual([{ key, wakeNo: 0 }]);
    },
  );

  it('wakes a key once, however often mail is parked', async () => {
    const { woken, watched } = setUp();
    for (let time = 0; time < 3; time += 1) await park(watched(), [mail()], DEADLINE);
    expect(woken).toEqual([{ key, wakeNo: 0, delaySeconds: 1 }]);
  });

  it('wakes a key whose mail is kept back when that ends, within 15 minutes', async () => {
    const { woken, watched, itemOf } = setUp();
    await park(watched(), [mail({ lookAt: NOW + 90 * MINUTE, opens: false })], DEADLINE);
    expect(woken).toEqual([{ key, wakeNo: 0, delaySeconds: 900 }]);
    expect((await itemOf()).chain.open).toBe(false);
  });

  it('waits longer and longer, by chance, while others change the chain, and gives up in the end', async () => {
    const { watched, waits } = setUp();
    const ports = watched();
    const contended = { ...ports, quota: { ...ports.quota, swapChain: async () => false } };
    await expect(park(contended, [mail()], DEADLINE)).rejects.toThrow(ChainContendedError);
    expect(new Set(waits).size).toBe(waits.length);
    expect(Math.max(...waits.slice(4))).toBeGreaterThan(Math.max(...waits.slice(0, 2)));
  });

  it('lets twenty park under one key at the same time', async () => {
    const { watched, backlog } = setUp();
    const ports = watched();
    const clock = {
      now: () => NOW,
      sleep: (millis: number) => new Promise<void>((resolve) => setTimeout(resolve, millis / 10)),
    };
    await Promise.all(Array.from({ length: 20 }, () => park({ ...ports, clock }, [mail()], DEADLINE)));
    expect(await backlog.waiting(key)).toBe(20);
  });
});
