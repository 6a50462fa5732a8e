import { beforeEach, describe, expect, it } from 'vitest';
import { goCustom, leaveCustom } from '../../../shared/rule-sync/custom.ts';
import { acceptHeld, promote, withdraw } from '../../../shared/rule-sync/held.ts';
import { rollback } from '../../../shared/rule-sync/rollback.ts';
import { setOff, setOn } from '../../../shared/rule-sync/switch-sync.ts';
import { encodeRuleSet } from '../../../shared/rules/codec.ts';
import { NO_OVERRIDES } from '../../../shared/rules/overrides-schema.ts';
import type { RuleSetData } from '../../../shared/rules/schema.ts';
import { limited, rules } from '../../support/feed-releases.ts';
import { type StartedRules, startRules } from '../../support/rule-ports.ts';
import { publishedTo } from './support/published.ts';

const SHIPPED = rules('0.9.0');
const [FIRST, SECOND, THIRD] = [
  rules('1.0.0', limited('100/h')),
  rules('2.0.0', limited('90/h')),
  rules('3.0.0', limited('80/h')),
];
const nameOf = (data: RuleSetData): string => encodeRuleSet(data).name;
const JO = { by: 'jo' };

let world: StartedRules;
beforeEach(() => {
  world = startRules(SHIPPED);
});
const { publish, sync, publishAndSync, state, current } = publishedTo(() => world);
const release1and2 = () => publishAndSync(FIRST, SECOND);

describe('a roll-back', () => {
  it('puts the set before in force, and the next synchronisation leaves it there', async () => {
    await release1and2();
    expect(await rollback(world.ports, JO)).toEqual({
      kind: 'done',
      version: '1.0.0',
      lines: [expect.stringContaining('northmail')],
    });
    expect(await current()).toBe('1.0.0');
    expect(await sync()).toMatchObject({ kind: 'held', version: '2.0.0', why: ['rolled back by jo'] });
    expect(await current()).toBe('1.0.0');
    const { feed, mode } = await state();
    expect(mode).toBe('feed');
    expect(feed).toMatchObject({ set: nameOf(FIRST), version: '1.0.0', sequence: 2 });
    expect((await world.store.history())[0]).toMatchObject({
      ...{ what: 'rollback', by: 'jo', version: '1.0.0', feedSet: nameOf(FIRST) },
    });
  });

  it('is undone by the next release, or by accepting the one that was rolled back', async () => {
    await release1and2();
    await rollback(world.ports, JO);
    expect(await acceptHeld(world.ports, JO)).toMatchObject({ kind: 'done', version: '2.0.0' });
    expect(await current()).toBe('2.0.0');
    expect((await state()).feed).not.toHaveProperty('held');
    await rollback(world.ports, JO);
    publish(THIRD, 3);
    expect(await sync()).toMatchObject({ kind: 'activated', version: '3.0.0' });
    expect((await state()).feed).not.toHaveProperty('held');
  });

  it('done twice is undone', async () => {
    await release1and2();
    await rollback(world.ports, JO);
    expect(await rollback(world.ports, JO)).toMatchObject({ version: '2.0.0' });
    expect((await state()).feed).not.toHaveProperty('held');
    expect(await sync()).toEqual({ kind: 'unchanged', version: '2.0.0' });
  });

  it('goes to any version of the history, by version or name, and holds the newest release', async () => {
    await release1and2();
    publish(THIRD, 3);
    await sync();
    expect(await rollback(world.ports, { ...JO, to: '1.0.0' })).toMatchObject({ version: '1.0.0' });
    const to = nameOf(SECOND).slice(0, 12);
    expect(await rollback(world.ports, { ...JO, to })).toMatchObject({ version: '2.0.0' });
    expect((await state()).feed.held).toMatchObject({ set: nameOf(THIRD), sequence: 3 });
  });

  it('goes to the shipped rules, which no release was before', async () => {
    publish(FIRST, 1);
    await sync();
    expect(await rollback(world.ports, JO)).toMatchObject({ kind: 'done', version: '0.9.0' });
    expect((await state()).feed).not.toHaveProperty('set');
    expect(await sync()).toMatchObject({ kind: 'held', version: '1.0.0' });
    await acceptHeld(world.ports, JO);
    expect(await rollback(world.ports, { ...JO, to: 'shipped' })).toMatchObject({ version: '0.9.0' });
  });

  it('lets nobody take an older release from the feed', async () => {
    await release1and2();
    await rollback(world.ports, JO);
    publish(FIRST, 1);
    expect(await sync()).toMatchObject({ kind: 'failed', code: 'replayed' });
  });

  it.each([{ to: '9.9.9' }, { to: '2.0.0' }, { to: nameOf(FIRST).slice(0, 7) }])(
    'to $to, which is no other version, is refused',
    async (options) => {
      await release1and2();
      const before = await state();
      expect(await rollback(world.ports, { ...JO, ...options })).toMatchObject({ kind: 'refused' });
      expect(await state()).toEqual(before);
    },
  );

  it('is refused where nothing was ever activated', async () => {
    expect(await rollback(world.ports, JO)).toMatchObject({ kind: 'refused' });
  });
});

describe('custom', () => {
  it('is a copy of the rules in force, and waits for no limit that was young before', async () => {
    await release1and2();
    const before = await state();
    expect(await goCustom(world.ports, JO)).toMatchObject({ kind: 'done', version: '2.0.0' });
    const { mode, pointer } = await state();
    expect(mode).toBe('custom');
    expect(pointer).toEqual({ ...before.pointer, activatedAt: pointer?.activatedAt });
    expect(await goCustom(world.ports, JO)).toMatchObject({ kind: 'refused' });
  });

  it('freezes the shipped rules too', async () => {
    await goCustom(world.ports, JO);
    expect((await state()).pointer?.current).toBe(nameOf(SHIPPED));
  });

  it('is left after a look at what that changes, for the rules of the feed under the overrides', async () => {
    await release1and2();
    await goCustom(world.ports, JO);
    const own = rules('custom', limited('5/h'));
    await world.store.putSet(encodeRuleSet(own));
    const { pointer, version, feed } = await state();
    const next = { current: nameOf(own), activatedAt: 1 };
    const entry = {
      at: 1,
      name: nameOf(own),
      version: 'custom',
      by: 'jo',
      what: 'custom',
      summary: [],
    } as const;
    await world.store.activate(pointer, next, entry);
    const overrides = {
      ...NO_OVERRIDES,
      mxFields: [{ rule: 'northmail', set: { limit: '9/h' }, was: { limit: '90/h' } }],
    };
    await world.store.saveState(version, { mode: 'custom', feed, overrides });

    const before = await state();
    const lines = [expect.stringContaining('northmail')];
    const asked = await leaveCustom(world.ports, { ...JO, yes: false });
    expect(asked).toEqual({ kind: 'asked', version: expect.stringMatching(/^2\.0\.0\.o/), lines });
    expect(await state()).toEqual(before);

    expect(await leaveCustom(world.ports, { ...JO, yes: true })).toMatchObject({ kind: 'done', lines });
    const after = await state();
    const data = await world.store.getSet(after.pointer?.current ?? '');
    expect(after.mode).toBe('feed');
    expect(data.rules.find(({ id }) => id === 'northmail')?.limit).toBe('9/h');
    expect(await sync()).toMatchObject({ kind: 'unchanged' });
    expect(await leaveCustom(world.ports, { ...JO, yes: true })).toMatchObject({ kind: 'refused' });
  });

  it('takes no release that is held, and leaves the feed alone when it is rolled back', async () => {
    await release1and2();
    await rollback(world.ports, JO);
    await goCustom(world.ports, JO);
    const { feed } = await state();
    expect(await acceptHeld(world.ports, JO)).toMatchObject({ kind: 'refused' });
    expect(await rollback(world.ports, { ...JO, to: '2.0.0' })).toMatchObject({ kind: 'done' });
    expect(await state()).toMatchObject({ mode: 'custom', feed });
  });
});

describe('the synchronisation', () => {
  it('is switched off and on, and the rules stay', async () => {
    await release1and2();
    const { pointer } = await state();
    expect(await setOn(world.ports)).toMatchObject({ kind: 'refused' });
    expect(await setOff(world.ports)).toMatchObject({ kind: 'done', version: '2.0.0' });
    expect(await setOff(world.ports)).toMatchObject({ kind: 'refused' });
    expect(await state()).toMatchObject({ mode: 'off', pointer });
    expect(await setOn(world.ports)).toMatchObject({ kind: 'done' });
    expect(await sync()).toMatchObject({ kind: 'unchanged' });
  });

  it('is not switched while the rules are custom', async () => {
    await goCustom(world.ports, JO);
    expect(await setOff(world.ports)).toMatchObject({ kind: 'refused' });
    expect(await setOn(world.ports)).toMatchObject({ kind: 'refused' });
    expect((await state()).mode).toBe('custom');
  });
});

describe('a trial', () => {
  const TRY = { candidate: { share: 10 } };

  it('leaves most keys the rules in force', async () => {
    publish(FIRST, 1);
    await sync();
    const before = await state();
    publish(SECOND, 2);
    expect(await sync(TRY)).toMatchObject({ kind: 'activated', version: '2.0.0', share: 10 });
    const { pointer, feed } = await state();
    const candidate = { name: nameOf(SECOND), share: 10, since: expect.any(Number) };
    expect(pointer).toEqual({ ...before.pointer, candidate });
    expect(feed).toMatchObject({ set: nameOf(FIRST), sequence: 2, held: { version: '2.0.0' } });
    expect(feed.held?.why).toEqual(['tried for 10 % of the quota keys']);
    expect(await sync(TRY)).toMatchObject({ kind: 'trying', version: '2.0.0', share: 10 });
    expect((await state()).pointer).toEqual(pointer);
  });

  it('of the first release keeps the shipped rules for the other keys', async () => {
    publish(FIRST, 1);
    await sync(TRY);
    expect((await state()).pointer).toMatchObject({
      current: nameOf(SHIPPED),
      candidate: { name: nameOf(FIRST) },
    });
    expect(await current()).toBe('0.9.0');
  });

  it('ends well for all keys, or for none', async () => {
    publish(FIRST, 1);
    await sync(TRY);
    expect(await withdraw(world.ports, { ...JO, why: 'too many 421' })).toMatchObject({ version: '0.9.0' });
    const withdrawn = await state();
    expect(withdrawn.pointer).not.toHaveProperty('candidate');
    expect(withdrawn.feed.held?.why).toEqual(['withdrawn by jo: too many 421']);
    expect(await sync(TRY)).toMatchObject({ kind: 'held' });
    expect(await promote(world.ports, JO)).toMatchObject({ kind: 'refused' });

    publish(SECOND, 2);
    await sync(TRY);
    expect(await promote(world.ports, JO)).toMatchObject({ kind: 'done', version: '2.0.0' });
    const promoted = await state();
    expect(promoted.pointer).toMatchObject({ current: nameOf(SECOND), previous: nameOf(SHIPPED) });
    expect(promoted.pointer).not.toHaveProperty('candidate');
    expect(promoted.feed).toMatchObject({ set: nameOf(SECOND), version: '2.0.0' });
    expect(promoted.feed).not.toHaveProperty('held');
    expect((await world.store.history()).map(({ what }) => what)).toEqual([
      'promote',
      'sync',
      'withdraw',
      'sync',
    ]);
    expect(await withdraw(world.ports, { ...JO, why: 'late' })).toMatchObject({ kind: 'refused' });
  });

  it('ends when the rules change otherwise', async () => {
    publish(FIRST, 1);
    await sync();
    publish(SECOND, 2);
    await sync(TRY);
    await rollback(world.ports, { ...JO, to: 'shipped' });
    expect((await state()).pointer).not.toHaveProperty('candidate');
    expect((await state()).feed.held?.version).toBe('2.0.0');
  });
});

it('nothing is accepted where nothing is held', async () => {
  expect(await acceptHeld(world.ports, JO)).toMatchObject({ kind: 'refused' });
});
