import { beforeEach, describe, expect, it } from 'vitest';
import type { RulesStore } from '../../../shared/ports/rules-store.ts';
import { changeOverrides } from '../../../shared/rule-sync/change-overrides.ts';
import { goCustom, leaveCustom } from '../../../shared/rule-sync/custom.ts';
import { acceptHeld } from '../../../shared/rule-sync/held.ts';
import { putInForce } from '../../../shared/rule-sync/put-in-force.ts';
import { rollback } from '../../../shared/rule-sync/rollback.ts';
import { encodeRuleSet } from '../../../shared/rules/codec.ts';
import type { OverridesData } from '../../../shared/rules/overrides-schema.ts';
import type { RuleSetData } from '../../../shared/rules/schema.ts';
import { HOUR } from '../../../shared/time/units.ts';
import { AT, limited, rules } from '../../support/feed-releases.ts';
import { type StartedRules, startRules } from '../../support/rule-ports.ts';
import { publishedTo } from './support/published.ts';

const SHIPPED = rules('0.9.0');
const FIRST = rules('1.0.0', limited('100/h'));
const SECOND = rules('2.0.0', limited('90/h'));
const JO = { by: 'jo' };
const KIM = { by: 'kim' };
const nameOf = (data: RuleSetData): string => encodeRuleSet(data).name;

let world: StartedRules;
beforeEach(() => {
  world = startRules(SHIPPED);
});
const { sync, publishAndSync, state, current } = publishedTo(() => world);
const release1and2 = () => publishAndSync(FIRST, SECOND);
const crash = () => Promise.reject(new Error('out of time'));
const withStore = (changed: Partial<RulesStore>) => ({
  ...world.ports,
  store: { ...world.store, ...changed },
});
const dies = () => withStore({ activate: crash });

describe('a crash before the pointer moved is made good by the next synchronisation', () => {
  it('of a release that was accepted', async () => {
    await release1and2();
    await rollback(world.ports, JO);
    await expect(acceptHeld(dies(), JO)).rejects.toThrow('out of time');
    expect(await sync()).toMatchObject({ kind: 'activated', version: '2.0.0' });
    expect(await current()).toBe('2.0.0');
    expect((await state()).feed).not.toHaveProperty('activating');
    expect(await sync()).toEqual({ kind: 'unchanged', version: '2.0.0' });
  });

  it('or by accepting it again', async () => {
    await release1and2();
    await rollback(world.ports, JO);
    await expect(acceptHeld(dies(), JO)).rejects.toThrow('out of time');
    expect(await acceptHeld(world.ports, JO)).toMatchObject({ kind: 'done', version: '2.0.0' });
    expect(await current()).toBe('2.0.0');
    expect(await acceptHeld(world.ports, JO)).toMatchObject({ kind: 'refused' });
  });

  it('of a roll-back, also to the shipped rules, and what was rolled back stays held', async () => {
    await release1and2();
    await expect(rollback(dies(), { ...JO, to: 'shipped' })).rejects.toThrow('out of time');
    expect(await sync()).toMatchObject({ kind: 'activated', version: '0.9.0' });
    expect(await current()).toBe('0.9.0');
    expect(await sync()).toMatchObject({ kind: 'held', version: '2.0.0' });
    expect((await state()).feed).not.toHaveProperty('set');
  });

  it('of the way back from custom, which may be gone again, too', async () => {
    await release1and2();
    await goCustom(world.ports, JO);
    const { feed, version, overrides } = await state();
    await world.store.saveState(version, {
      ...{ mode: 'custom', overrides },
      feed: { ...feed, set: nameOf(FIRST) },
    });
    await expect(leaveCustom(dies(), { ...JO, yes: true })).rejects.toThrow('out of time');
    expect(await leaveCustom(world.ports, { ...JO, yes: false })).toMatchObject({ kind: 'asked' });
    expect(await sync()).toMatchObject({ kind: 'activated', version: '1.0.0' });
    expect(await current()).toBe('1.0.0');
    expect(await leaveCustom(world.ports, { ...JO, yes: true })).toMatchObject({ kind: 'refused' });
  });

  it('of overrides, and the release that is held stays held', async () => {
    await release1and2();
    await rollback(world.ports, JO);
    const set: OverridesData['mxFields'][number] = {
      ...{ rule: 'northmail', set: { limit: '7/h' }, was: { limit: '100/h' } },
    };
    const edit = (overrides: OverridesData): OverridesData => ({ ...overrides, mxFields: [set] });
    // Not withdrawn: held by the guard alone, it was taken up under the overrides.
    const { feed, mode, overrides, version } = await state();
    const { withdrawn: _withdrawn, ...held } = feed.held ?? { set: '', sequence: 0, version: '', why: [] };
    await world.store.saveState(version, { mode, overrides, feed: { ...feed, held } });
    await expect(changeOverrides(dies(), edit, { by: 'jo', yes: true })).rejects.toThrow('out of time');
    expect(await sync()).toMatchObject({ kind: 'activated', version: expect.stringMatching(/^1\.0\.0\.o/) });
    expect(await current()).toMatch(/^1\.0\.0\.o/);
    expect(await sync()).toMatchObject({ kind: 'held', version: '2.0.0' });
    expect(await current()).toMatch(/^1\.0\.0\.o/);
  });
});

describe('custom rules that a crash left half frozen', () => {
  it('are frozen by going custom again', async () => {
    await expect(goCustom(dies(), JO)).rejects.toThrow('out of time');
    expect((await state()).pointer).toBeUndefined();
    expect(await goCustom(world.ports, JO)).toMatchObject({ kind: 'done', version: '0.9.0' });
    expect((await state()).pointer?.current).toBe(nameOf(SHIPPED));
    expect(await goCustom(world.ports, JO)).toMatchObject({ kind: 'refused' });
  });

  it('are not custom yet where the set could not be written', async () => {
    await expect(goCustom(withStore({ putSet: crash }), JO)).rejects.toThrow('out of time');
    expect((await state()).mode).toBe('feed');
  });
});

/** A store whose pointer somebody else moves first, once. */
const overtaken = (meddle: () => Promise<unknown>) => {
  let isDone = false;
  return withStore({
    activate: async (...call) => {
      if (!isDone) await meddle();
      isDone = true;
      return world.store.activate(...call);
    },
  });
};

describe('a roll-back goes to one place only', () => {
  it('where two operators do it at once', async () => {
    await release1and2();
    const ports = overtaken(() => rollback(world.ports, KIM));
    expect(await rollback(ports, JO)).toMatchObject({ kind: 'done', version: '1.0.0' });
    expect(await current()).toBe('1.0.0');
    expect(await sync()).toMatchObject({ kind: 'held', version: '2.0.0' });
    expect((await state()).feed.set).toBe(nameOf(FIRST));
  });

  it('where the answer that the pointer moved was lost', async () => {
    await release1and2();
    const deaf = withStore({
      activate: async (...call) => {
        await world.store.activate(...call);
        return false;
      },
    });
    expect(await rollback(deaf, JO)).toMatchObject({ kind: 'done', version: '1.0.0' });
    expect(await current()).toBe('1.0.0');
    expect((await state()).feed).not.toHaveProperty('activating');
    expect(await sync()).toMatchObject({ kind: 'held', version: '2.0.0' });
  });

  it('and is refused where somebody put other rules in force meanwhile', async () => {
    await release1and2();
    const ports = overtaken(() => rollback(world.ports, { ...KIM, to: 'shipped' }));
    expect(await rollback(ports, JO)).toMatchObject({
      kind: 'refused',
      text: expect.stringContaining('meanwhile'),
    });
    expect(await current()).toBe('0.9.0');
  });
});

it('a set is in force from when it was written, however long that took', async () => {
  const ports = withStore({
    putSet: async (set) => {
      await world.store.putSet(set);
      world.time.now += HOUR;
    },
  });
  await putInForce(ports, {}, { data: FIRST, by: 'jo', what: 'sync', lines: [] });
  expect((await state()).pointer?.activatedAt).toBeGreaterThanOrEqual(AT + HOUR);
});
