import { describe, expect, it } from 'vitest';
import { createCachedControl } from '../../../shared/aws/cached-control.ts';
import { createMemoryControlStore } from '../../../shared/memory/control-store.ts';
import type { ControlStore } from '../../../shared/ports/control-store.ts';
import { SECOND } from '../../../shared/time/units.ts';

const AT = 1_764_000_000_000;
const pause = { verb: 'pause', scope: { kind: 'all' }, at: AT, by: 'jo' } as const;
const hold = { scope: { kind: 'account' }, code: 'x', text: 'x', since: AT, probeAt: AT } as const;

function prepare() {
  const time = { now: AT, loads: 0 };
  const store = createMemoryControlStore();
  const counting: ControlStore = {
    ...store,
    load: () => {
      time.loads += 1;
      return store.load();
    },
  };
  return { time, store, counting, cached: createCachedControl(counting, { now: () => time.now }) };
}

describe('the cached control store', () => {
  it('answers from memory for less than 20 seconds, then looks again', async () => {
    const { time, store, cached } = prepare();
    await cached.load();
    await store.putOrder(pause);
    time.now = AT + 20 * SECOND - 1;
    expect((await cached.load()).orders).toEqual([]);
    time.now = AT + 20 * SECOND;
    expect((await cached.load()).orders).toEqual([pause]);
    expect(time.loads).toBe(2);
  });

  it('lets those who ask at once share one load', async () => {
    const { time, cached } = prepare();
    await Promise.all(Array.from({ length: 10 }, () => cached.load()));
    expect(time.loads).toBe(1);
  });

  it.each<{ what: string; write: (store: ControlStore) => Promise<unknown> }>([
    { what: 'an order', write: (store) => store.putOrder(pause) },
    { what: 'a hold', write: (store) => store.putHold(hold) },
    { what: 'a lifted hold', write: (store) => store.liftHold(hold.scope) },
    { what: 'a level', write: (store) => store.putLevel('news', { level: 'fast', over: 'normal' }) },
    { what: 'a dropped level', write: (store) => store.dropLevel('set') },
    { what: 'a taken probe', write: (store) => store.takeProbe(hold.scope, AT, AT + 1) },
    {
      what: 'the account',
      write: (store) =>
        store.putAccount({
          maxSendRate: 1,
          max24HourSend: 200,
          sentLast24Hours: 0,
          sendingEnabled: true,
          readAt: AT,
        }),
    },
  ])('shows $what of its own at once', async ({ write }) => {
    const { store, cached } = prepare();
    await store.putHold(hold);
    await store.putLevel('set', { level: 'slow', over: 'normal' });
    await cached.load();
    await write(cached);
    expect(await cached.load()).toEqual(await store.load());
  });

  it('does not keep a snapshot that was on its way when something was written', async () => {
    const { store, counting, time } = prepare();
    let release = () => {};
    const blocked = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = {
      ...counting,
      load: async () => {
        const snapshot = await counting.load();
        if (time.loads === 1) await blocked;
        return snapshot;
      },
    };
    const cached = createCachedControl(slow, { now: () => time.now });
    const early = cached.load();
    await cached.putOrder(pause);
    release();
    await early;
    expect((await cached.load()).orders).toEqual((await store.load()).orders);
  });

  it('keeps no failure', async () => {
    const { counting, time } = prepare();
    const failing = {
      ...counting,
      load: () =>
        time.loads === 0 ? counting.load().then(() => Promise.reject(new Error('down'))) : counting.load(),
    };
    const cached = createCachedControl(failing, { now: () => time.now });
    await expect(cached.load()).rejects.toThrow('down');
    expect(await cached.load()).toEqual({ orders: [], holds: [] });
  });
});
