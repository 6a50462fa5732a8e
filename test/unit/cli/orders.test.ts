import { describe, expect, it } from 'vitest';
import { checkScope } from '../../../cli/commands/order-scope.ts';
import { ordersAnswer } from '../../../cli/commands/order-text.ts';
import { endPauses, give, wakeKeys } from '../../../cli/commands/orders.ts';
import { shippedView } from '../../../cli/commands/rules-view.ts';
import { NO_CHAIN } from '../../../shared/backlog/chain.ts';
import type { OrderScope } from '../../../shared/control/order.ts';
import { createMemoryControlStore } from '../../../shared/memory/control-store.ts';
import { createMemoryQuotaStore } from '../../../shared/memory/quota-store.ts';
import type { WakeUp } from '../../../shared/ports/queues.ts';
import { mxKey } from '../../../shared/quota/key.ts';
import { SECOND } from '../../../shared/time/units.ts';
import { settings } from './settings.ts';

const autumn: OrderScope = { kind: 'campaign', name: 'autumn' };
const { active } = shippedView();
function desk() {
  let now = 1_000;
  const clock = {
    now: () => now,
    sleep: async (milliseconds: number) => {
      now += milliseconds;
    },
  };
  return {
    clock,
    control: createMemoryControlStore(),
    rules: { active: async () => active },
    deployment: { settings },
  };
}

describe('an order', () => {
  it('is kept with who, when and why', async () => {
    const { control, ...rest } = desk();
    await give({ control, ...rest }, 'cancel', autumn, { by: 'ada', why: 'wrong price' });
    expect((await control.load()).orders).toEqual([
      { verb: 'cancel', scope: autumn, at: 1_000, by: 'ada', why: 'wrong price' },
    ]);
  });

  it('pauses what is paused already not twice, and keeps who was first', async () => {
    const ports = desk();
    await give(ports, 'pause', autumn, { by: 'ada' });
    expect(await give(ports, 'pause', autumn, { by: 'bob' })).toMatchObject({
      stood: true,
      order: { by: 'ada' },
    });
    expect((await ports.control.load()).orders).toHaveLength(1);
  });

  it('cancels what is paused', async () => {
    const ports = desk();
    await give(ports, 'pause', autumn, { by: 'ada' });
    expect(await give(ports, 'cancel', autumn, { by: 'bob' })).toMatchObject({
      order: { verb: 'cancel', by: 'bob' },
    });
    expect((await ports.control.load()).orders).toHaveLength(2);
  });

  it('can pause all mail while the rules cannot be read', async () => {
    const broken = { active: () => Promise.reject(new Error('unreadable')) };
    const given = give({ ...desk(), rules: broken }, 'pause', { kind: 'all' }, { by: 'ada' });
    await expect(given).resolves.toMatchObject({ stood: false });
  });

  it.each<[OrderScope, string]>([
    [{ kind: 'rule', name: 'googel' }, 'there is no rule googel'],
    [{ kind: 'pool', name: 'toString' }, 'there is no pool toString; there is shared'],
    [{ kind: 'campaign', name: 'two words' }, 'campaign two words: expected 1 to 128'],
    [{ kind: 'stream', name: 's'.repeat(65) }, 'expected 1 to 64'],
  ])('is refused for a name that nothing has: %o', async (scope, says) => {
    const ports = desk();
    await expect(give(ports, 'pause', scope, { by: 'ada' })).rejects.toThrow(says);
    expect((await ports.control.load()).orders).toEqual([]);
  });

  it.each<OrderScope>([
    { kind: 'all' },
    { kind: 'rule', name: 'google' },
    { kind: 'pool', name: 'shared' },
    { kind: 'campaign', name: 'c'.repeat(128) },
    { kind: 'stream', name: 'news_1' },
  ])('is possible for %o', async (scope) => {
    await expect(checkScope(scope, settings, { active: async () => active })).resolves.toBeUndefined();
  });

  it('concerns the rules before too while a change is young', async () => {
    const before = {
      ...active.current,
      rules: active.current.rules.map((rule) => ({ ...rule, id: `${rule.id}-2` })),
    };
    const rules = { active: async () => ({ ...active, previous: before }) };
    await expect(checkScope({ kind: 'rule', name: 'google-2' }, settings, rules)).resolves.toBeUndefined();
  });
});

describe('a resume', () => {
  it('ends every pause of its scope and no other', async () => {
    const { control, clock } = desk();
    await control.putOrder({ verb: 'pause', scope: autumn, at: 1, by: 'ada' });
    await control.putOrder({ verb: 'pause', scope: autumn, at: 2, by: 'bob' });
    await control.putOrder({ verb: 'pause', scope: { kind: 'all' }, at: 3, by: 'bob' });
    await control.putOrder({ verb: 'cancel', scope: autumn, at: 4, by: 'bob' });
    expect(await endPauses({ control, clock }, autumn, 'cy')).toHaveLength(2);
    const ended = (await control.load()).orders.filter(({ endedAt }) => endedAt !== undefined);
    expect(ended).toMatchObject([
      { at: 1, by: 'ada', endedAt: 1_000, endedBy: 'cy' },
      { at: 2, by: 'bob', endedAt: 1_000, endedBy: 'cy' },
    ]);
  });

  it('of what is not paused is an error', async () => {
    await expect(endPauses(desk(), autumn, 'cy')).rejects.toThrow('campaign autumn is not paused');
  });
});

describe('waking', () => {
  it('waits until functions have forgotten what they knew, then takes the wake-up numbers of that moment', async () => {
    const { clock } = desk();
    const quota = createMemoryQuotaStore();
    const key = mxKey('shared', 'rule', 'google');
    await quota.swapChain(key, 0, { ...NO_CHAIN, wakeAt: 900_000, wakeNo: 4 });
    const sleep = async (milliseconds: number) => {
      expect(milliseconds).toBeGreaterThan(20 * SECOND);
      await quota.swapChain(key, 1, { ...NO_CHAIN, wakeAt: 900_000, wakeNo: 5 });
    };
    const sent: (WakeUp & { readonly delaySeconds: number })[] = [];
    const send = async (wakeUps: readonly (WakeUp & { readonly delaySeconds: number })[]) => {
      sent.push(...wakeUps);
    };
    expect(await wakeKeys({ clock: { ...clock, sleep }, quota, wakeUps: { send } })).toBe(1);
    expect(sent).toEqual([{ key, wakeNo: 5, delaySeconds: 0 }]);
  });
});

describe('the list of orders', () => {
  it('begins with the pauses in force, then goes back in time', () => {
    const paused = { verb: 'pause', scope: autumn, at: 1_000, by: 'ada', why: 'price' } as const;
    const ended = {
      verb: 'pause',
      scope: { kind: 'all' },
      at: 2_000,
      by: 'bob',
      endedAt: 3_000,
      endedBy: 'cy',
    } as const;
    const cancel = { verb: 'cancel', scope: autumn, at: 4_000, by: 'ada' } as const;
    const { text, json } = ordersAnswer([ended, paused, cancel]);
    const [, ...rows] = text.split('\n');
    expect(rows).toEqual([
      expect.stringMatching(/^pause +campaign autumn .* in force +price$/),
      expect.stringMatching(/^cancel .* ends all of it first seen before 1970-01-01 00:00:04 UTC$/),
      expect.stringMatching(/^pause +all mail .* resumed 1970-01-01 00:00:03 UTC by cy$/),
    ]);
    expect(json).toMatchObject({ orders: [{ at: '1970-01-01T00:00:01.000Z' }, {}, { endedBy: 'cy' }] });
  });
});
