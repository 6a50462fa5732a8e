import { beforeEach, describe, expect, it } from 'vitest';
import type { RulesStore } from '../../../shared/ports/rules-store.ts';
import { changeOverrides } from '../../../shared/rule-sync/change-overrides.ts';
import { goCustom } from '../../../shared/rule-sync/custom.ts';
import { rollback } from '../../../shared/rule-sync/rollback.ts';
import { setOff } from '../../../shared/rule-sync/switch-sync.ts';
import { syncRules } from '../../../shared/rule-sync/sync.ts';
import { encodeRuleSet } from '../../../shared/rules/codec.ts';
import { NO_OVERRIDES, type OverridesData } from '../../../shared/rules/overrides-schema.ts';
import type { RuleSetData } from '../../../shared/rules/schema.ts';
import { DAY } from '../../../shared/time/units.ts';
import { AT, limited, release, rules } from '../../support/feed-releases.ts';
import { type StartedRules, startRules } from '../../support/rule-ports.ts';

/** Half of the rules are gone. */
const halved = (data: RuleSetData): RuleSetData => ({
  ...data,
  rules: data.rules.slice(data.rules.length / 2),
});

const FIRST = rules('1.0.0', limited('100/h'));
const SECOND = rules('2.0.0', limited('90/h'));
const HALF = rules('3.0.0', halved);

let world: StartedRules;
beforeEach(() => {
  world = startRules();
});
const publish = (data: RuleSetData, sequence: number, expiresAt = AT + 30 * DAY) => {
  world.feed.objects = release(data, { sequence, expiresAt });
};
const sync = (options = {}) => syncRules(world.ports, options);
const current = async () => {
  const { pointer } = await world.store.state();
  return pointer && (await world.store.getSet(pointer.current)).version;
};

describe('a synchronisation', () => {
  it('puts the first release in force over the shipped rules, and the next over it', async () => {
    publish(FIRST, 1);
    expect(await sync()).toMatchObject({ kind: 'activated', version: '1.0.0', conflicts: [] });
    publish(SECOND, 2);
    expect(await sync()).toMatchObject({ kind: 'activated', lines: [expect.stringContaining('northmail')] });
    const { pointer, feed } = await world.store.state();
    const [first, second] = [encodeRuleSet(FIRST).name, encodeRuleSet(SECOND).name];
    expect(pointer).toMatchObject({ current: second, previous: first });
    expect(feed).toMatchObject({ set: second, sequence: 2, version: '2.0.0' });
    expect(feed).not.toHaveProperty('activating');
    expect(await world.store.history()).toMatchObject([
      { version: '2.0.0', by: 'rule-sync', what: 'sync', feedSet: second },
      { version: '1.0.0', feedSet: first },
    ]);
    expect(world.counted).toEqual(['RulesActivated', 'RulesActivated']);
  });

  it('changes nothing but the time of the check when nothing is new', async () => {
    publish(FIRST, 1);
    await sync();
    const before = await world.store.state();
    expect(await sync()).toEqual({ kind: 'unchanged', version: '1.0.0' });
    const after = await world.store.state();
    expect(after).toEqual({
      ...before,
      version: before.version + 1,
      feed: { ...before.feed, checkedAt: after.feed.checkedAt },
    });
    expect(after.feed.checkedAt).toBeGreaterThan(before.feed.checkedAt ?? 0);
  });

  it('knows a release again by its number where the server knows no etags', async () => {
    publish(FIRST, 1);
    await sync();
    const { source } = world.ports;
    const forgetful = {
      ...world.ports,
      source: { fetch: (path: string) => source.fetch(path, { mostBytes: 9 }) },
    };
    expect(await syncRules(forgetful)).toEqual({ kind: 'unchanged', version: '1.0.0' });
  });

  it('takes a release that changes no rule without touching the pointer', async () => {
    publish(FIRST, 1);
    await sync();
    const { pointer } = await world.store.state();
    publish(FIRST, 2);
    expect(await sync()).toEqual({ kind: 'unchanged', version: '1.0.0' });
    expect(await world.store.state()).toMatchObject({ pointer, feed: { sequence: 2 } });
  });

  it('counts numbers anew where the feed is another one', async () => {
    publish(SECOND, 9);
    await sync();
    publish(FIRST, 1);
    const moved = { ...world.ports, address: 'https://other.example/' };
    expect(await syncRules(moved)).toMatchObject({ kind: 'activated', version: '1.0.0' });
    expect(await sync()).toMatchObject({ kind: 'unchanged' });
  });

  it('forgets nothing of its feed where another address cannot be had', async () => {
    publish(SECOND, 9);
    await sync();
    const before = (await world.store.state()).feed;
    world.feed.objects = {};
    const typo = { ...world.ports, address: 'https://typo.example/' };
    expect(await syncRules(typo)).toMatchObject({ kind: 'failed', code: 'missing' });
    const { feed } = await world.store.state();
    expect(feed).toEqual({ ...before, failed: expect.objectContaining({ code: 'missing' }) });
    publish(FIRST, 8);
    expect(await sync()).toMatchObject({ kind: 'failed', code: 'replayed' });
  });

  it.each(['https://feed.example', 'https://feed.example/feed.json'])(
    'knows its feed by the address %s, too',
    async (address) => {
      publish(SECOND, 9);
      await sync();
      publish(FIRST, 8);
      const result = await syncRules({ ...world.ports, address });
      expect(result).toMatchObject({ kind: 'failed', code: 'replayed' });
    },
  );

  it('keeps what was wrong until a check goes well, and warns', async () => {
    expect(await sync()).toMatchObject({ kind: 'failed', code: 'missing' });
    const { feed, pointer } = await world.store.state();
    expect(pointer).toBeUndefined();
    expect(feed.failed).toMatchObject({ code: 'missing', text: 'feed.json: it answers 404' });
    expect(world.lines).toEqual([
      { event: 'WARN rules not synchronised', fields: { code: 'missing', text: expect.any(String) } },
    ]);
    publish(FIRST, 1);
    await sync();
    expect((await world.store.state()).feed).not.toHaveProperty('failed');
  });

  it('counts and throws where the store fails', async () => {
    const store: RulesStore = { ...world.store, state: () => Promise.reject(new Error('no table')) };
    await expect(syncRules({ ...world.ports, store })).rejects.toThrow('no table');
    expect(world.counted).toEqual(['RulesSyncFailed']);
  });

  it.each([
    { days: 8, warned: [] },
    { days: 6, warned: ['FeedExpires'] },
    { days: -1, warned: ['FeedExpires'] },
  ])('warns of a feed that expires in $days days: $warned', async ({ days, warned }) => {
    publish(FIRST, 1, AT + days * DAY);
    const first = await sync();
    expect(first.expiry === undefined).toBe(warned.length === 0);
    world.feed.objects = {};
    world.counted.length = 0;
    expect(await sync()).toMatchObject({ kind: 'failed' });
    expect(world.counted).toEqual(['RulesSyncFailed', ...warned]);
  });
});

describe('a deployment that is not synchronised', () => {
  it.each([
    { mode: 'custom', metric: 'RulesCustom', turn: () => goCustom(world.ports, { by: 'jo' }) },
    { mode: 'off', metric: 'RulesOff', turn: () => setOff(world.ports) },
  ])('in mode $mode asks no feed, changes nothing and says so every day', async ({ mode, metric, turn }) => {
    publish(FIRST, 1);
    await sync();
    await turn();
    publish(SECOND, 2);
    const before = await world.store.state();
    world.feed.asked = 0;
    world.counted.length = 0;
    world.lines.length = 0;
    expect([await sync(), await sync({ accept: true })]).toEqual([{ kind: mode }, { kind: mode }]);
    expect(await world.store.state()).toEqual(before);
    expect(world.feed.asked).toBe(0);
    expect(world.counted).toEqual([metric, metric]);
    expect(world.lines).toHaveLength(2);
  });
});

describe('the guard', () => {
  beforeEach(async () => {
    publish(FIRST, 1);
    await sync();
    publish(HALF, 2);
  });

  it('holds a release that takes too much away, and says so every day', async () => {
    expect(await sync()).toMatchObject({ kind: 'held', version: '3.0.0', why: [expect.any(String)] });
    expect(await current()).toBe('1.0.0');
    const { feed } = await world.store.state();
    expect(feed).toMatchObject({ version: '1.0.0', sequence: 2, held: { sequence: 2, version: '3.0.0' } });
    expect(await sync()).toMatchObject({ kind: 'held', version: '3.0.0', why: feed.held?.why });
    expect(world.counted).toEqual(['RulesActivated', 'RulesHeld', 'RulesHeld']);
  });

  it.each([{ seen: false }, { seen: true }])(
    'lets it through when told to, seen before: $seen',
    async ({ seen }) => {
      if (seen) await sync();
      expect(await sync({ accept: true, by: 'jo' })).toMatchObject({ kind: 'activated', version: '3.0.0' });
      expect(await current()).toBe('3.0.0');
      const state = await world.store.state();
      expect(state.feed).not.toHaveProperty('held');
      expect(state.feed).toMatchObject({ version: '3.0.0', sequence: 2 });
      expect((await world.store.history())[0]).toMatchObject({ by: 'jo', what: 'accept' });
    },
  );

  it('forgets the release that it holds when a better one comes', async () => {
    await sync();
    publish(SECOND, 3);
    expect(await sync()).toMatchObject({ kind: 'activated', version: '2.0.0' });
    expect((await world.store.state()).feed).not.toHaveProperty('held');
  });

  it('has a share of its own', async () => {
    expect(await syncRules({ ...world.ports, guardPercent: 100 })).toMatchObject({ kind: 'activated' });
  });
});

describe('overrides', () => {
  const own = (rate: string): OverridesData => ({
    ...NO_OVERRIDES,
    mxFields: [{ rule: 'northmail', set: { limit: rate }, was: { limit: '100/h' } }],
  });
  const limitOf = async (id: string) => {
    const { pointer } = await world.store.state();
    const data = pointer && (await world.store.getSet(pointer.current));
    return data?.rules.find((rule) => rule.id === id)?.limit;
  };
  const override = async (overrides: OverridesData) => {
    const { version, mode, feed } = await world.store.state();
    await world.store.saveState(version, { mode, feed, overrides });
  };

  it('survive every release, and conflicts are listed', async () => {
    publish(FIRST, 1);
    await sync();
    await override(own('10/h'));
    publish(SECOND, 2);
    expect(await sync()).toMatchObject({ conflicts: [expect.stringContaining('from 100/h to 90/h')] });
    expect(await limitOf('northmail')).toBe('10/h');
    expect((await world.store.state()).feed.set).toBe(encodeRuleSet(SECOND).name);
  });

  it('that do not fit a release leave the rules from before', async () => {
    publish(FIRST, 1);
    await sync();
    const rule = FIRST.rules[0];
    if (!rule) throw new Error('no rule');
    await override({ ...NO_OVERRIDES, mxRules: [{ rule: { ...rule, id: 'mine', masks: ['*'] } }] });
    publish(SECOND, 2);
    expect(await sync()).toMatchObject({
      kind: 'failed',
      code: 'invalid',
      text: expect.stringContaining('overrides'),
    });
    expect(await current()).toBe('1.0.0');
    expect((await world.store.state()).feed).toMatchObject({ sequence: 1, version: '1.0.0' });
  });
});

/** A store that does something once, just before one of its writes. */
const meddling = (
  store: RulesStore,
  at: 'saveState' | 'activate',
  meddle: () => Promise<unknown>,
): RulesStore => {
  let done = false;
  const once = async () => {
    if (done) return;
    done = true;
    await meddle();
  };
  return {
    ...store,
    saveState: async (...call) => {
      if (at === 'saveState') await once();
      return store.saveState(...call);
    },
    activate: async (...call) => {
      if (at === 'activate') await once();
      return store.activate(...call);
    },
  };
};

describe('somebody else at the same time', () => {
  beforeEach(async () => {
    publish(FIRST, 1);
    await sync();
    publish(SECOND, 2);
  });

  it.each(['saveState', 'activate'] as const)('who goes custom before %s stays custom', async (at) => {
    const store = meddling(world.store, at, () => goCustom(world.ports, { by: 'jo' }));
    expect(await syncRules({ ...world.ports, store })).toEqual({ kind: 'custom' });
    expect((await world.store.state()).mode).toBe('custom');
    expect(await current()).toBe('1.0.0');
  });

  it.each(['saveState', 'activate'] as const)('who synchronises before %s has done it', async (at) => {
    const store = meddling(world.store, at, () => sync());
    expect(await syncRules({ ...world.ports, store })).toMatchObject({ kind: 'unchanged', version: '2.0.0' });
    expect(await current()).toBe('2.0.0');
    expect(await world.store.history()).toHaveLength(2);
    expect((await world.store.state()).feed).not.toHaveProperty('activating');
  });

  it.each(['saveState', 'activate'] as const)('who changes overrides before %s keeps them', async (at) => {
    const overrides: OverridesData = {
      ...NO_OVERRIDES,
      mxFields: [{ rule: 'northmail', set: { limit: '7/h' }, was: { limit: '100/h' } }],
    };
    const meddle = async () => {
      const { version, mode, feed, pointer } = await world.store.state();
      await world.store.saveState(version, { mode, feed, overrides });
      const entry = { at: AT, name: 'x', version: 'x', by: 'jo', what: 'override', summary: [] } as const;
      if (pointer) await world.store.activate(pointer, { ...pointer, activatedAt: AT + 99 }, entry);
    };
    const store = meddling(world.store, at, meddle);
    expect(await syncRules({ ...world.ports, store })).toMatchObject({ kind: 'activated' });
    const { pointer, overrides: kept } = await world.store.state();
    const data = await world.store.getSet(pointer?.current ?? '');
    expect(kept).toEqual(overrides);
    expect(data.rules.find(({ id }) => id === 'northmail')?.limit).toBe('7/h');
    expect(data.version).toMatch(/^2\.0\.0\.o/);
  });
});

describe('a release that was rolled back', () => {
  it('stays held when the feed publishes the same set anew, until it is accepted', async () => {
    publish(FIRST, 1);
    await sync();
    publish(SECOND, 2);
    await sync();
    await rollback(world.ports, { by: 'jo' });
    publish(SECOND, 3);
    expect(await sync()).toMatchObject({ kind: 'held', version: '2.0.0' });
    expect(await current()).toBe('1.0.0');
    expect(await sync({ accept: true })).toMatchObject({ kind: 'activated', version: '2.0.0' });
  });
});

describe('a release that was rolled back from', () => {
  it('stays held when another address has it, too', async () => {
    publish(FIRST, 1);
    await sync();
    publish(SECOND, 2);
    await sync();
    await rollback(world.ports, { by: 'jo' });
    const moved = { ...world.ports, address: 'https://other.example/' };
    expect(await syncRules(moved)).toMatchObject({ kind: 'held', version: '2.0.0' });
    expect(await current()).toBe('1.0.0');
  });
});

describe('a crash', () => {
  const crash = () => Promise.reject(new Error('out of time'));

  it('between overrides and what comes of them is made good by the next synchronisation', async () => {
    publish(FIRST, 1);
    await sync();
    const set: OverridesData['mxFields'][number] = {
      rule: 'northmail',
      set: { limit: '7/h' },
      was: { limit: '100/h' },
    };
    const edit = (overrides: OverridesData): OverridesData => ({ ...overrides, mxFields: [set] });
    const broken = { ...world.ports, store: { ...world.store, activate: crash } };
    await expect(changeOverrides(broken, edit, { by: 'jo', yes: true })).rejects.toThrow('out of time');
    expect(await sync()).toMatchObject({ kind: 'activated' });
    const { pointer, feed } = await world.store.state();
    const data = await world.store.getSet(pointer?.current ?? '');
    expect(data.rules.find(({ id }) => id === 'northmail')?.limit).toBe('7/h');
    expect(feed).not.toHaveProperty('activating');
  });

  it.each([
    { when: 'before the pointer moved', store: () => ({ ...world.store, activate: crash }) },
    { when: 'after the pointer moved', store: () => crashAfterActivate(world.store) },
  ])('$when is made good by the next synchronisation', async ({ store }) => {
    publish(FIRST, 1);
    await sync();
    publish(SECOND, 2);
    await expect(syncRules({ ...world.ports, store: store() })).rejects.toThrow('out of time');
    expect(['activated', 'unchanged']).toContain((await sync()).kind);
    expect(await current()).toBe('2.0.0');
    expect((await world.store.state()).feed).not.toHaveProperty('activating');
    expect(await sync()).toEqual({ kind: 'unchanged', version: '2.0.0' });
    expect(await world.store.history()).toHaveLength(2);
  });

  const crashAfterActivate = (store: RulesStore): RulesStore => {
    let moved = false;
    return {
      ...store,
      activate: async (...call) => {
        moved = true;
        return store.activate(...call);
      },
      saveState: (...call) => (moved ? crash() : store.saveState(...call)),
    };
  };
});
