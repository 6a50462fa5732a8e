import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryTrialStore } from '../../../shared/memory/trial-store.ts';
import type { RulesStore } from '../../../shared/ports/rules-store.ts';
import type { TrialCounts, TrialStore } from '../../../shared/ports/trial-store.ts';
import { promote, withdraw } from '../../../shared/rule-sync/held.ts';
import { setOff } from '../../../shared/rule-sync/switch-sync.ts';
import { syncRules } from '../../../shared/rule-sync/sync.ts';
import { encodeRuleSet } from '../../../shared/rules/codec.ts';
import type { RuleSetData } from '../../../shared/rules/schema.ts';
import { DAY, HOUR } from '../../../shared/time/units.ts';
import { AT, limited, release, rules } from '../../support/feed-releases.ts';
import { type StartedRules, startRules } from '../../support/rule-ports.ts';

const FIRST = rules('1.0.0', limited('100/h'));
const SECOND = rules('2.0.0', limited('90/h'));
const THIRD = rules('3.0.0', limited('80/h'));
const HALF = rules('4.0.0', (data) => ({ ...data, rules: data.rules.slice(data.rules.length / 2) }));
const JO = { by: 'jo' };
const nameOf = (data: RuleSetData) => encodeRuleSet(data).name;

let world: StartedRules;
let trials: TrialStore;
let said: { share: number; sent: number };
beforeEach(async () => {
  world = startRules();
  trials = createMemoryTrialStore();
  said = { share: 10, sent: 0 };
  publish(FIRST, 1);
  await sync();
  said.sent = 10_000;
});
const publish = (data: RuleSetData, sequence: number) => {
  world.feed.objects = release(data, { sequence, expiresAt: AT + 90 * DAY });
};
const sync = (options = {}, store: RulesStore = world.store) => {
  const { share, sent } = said;
  const tried = { counts: trials, share, sentLastDay: async () => sent };
  return syncRules({ ...world.ports, store, trials: tried }, options);
};
const state = () => world.store.state();
const current = async () => (await state()).pointer?.current;
const candidate = async () => (await state()).pointer?.candidate?.name;
const count = (more: Partial<TrialCounts>, data = SECOND) => trials.add(nameOf(data), more);
const later = (millis: number) => {
  world.time.now += millis;
};
/** The second release is on trial since a day, and so many of its 2,000 mails were bad. */
const aDayOfTrial = async (triedBad: number) => {
  publish(SECOND, 2);
  await sync();
  await count({ tried: 2_000, triedBad, others: 18_000, othersBad: 180 });
  later(DAY);
};

describe('a trial begins', () => {
  it('where the share of the mails suffices to judge', async () => {
    publish(SECOND, 2);
    expect(await sync()).toMatchObject({ kind: 'activated', version: '2.0.0', share: 10 });
    expect([await current(), await candidate()]).toEqual([nameOf(FIRST), nameOf(SECOND)]);
    const { feed } = await state();
    expect(feed.held).toMatchObject({ version: '2.0.0', why: ['tried for 10 % of the quota keys'] });
    expect(feed).not.toHaveProperty('activating');
  });

  const SAME_RATES = rules('5.0.0', (data) => ({
    ...limited('100/h')(data),
    bounces: data.bounces.slice(1),
  }));
  it.each([
    ['few mails', SECOND, { sent: 9_999 }, {}],
    ['a share of none', SECOND, { share: 0 }, {}],
    ['a release of bounce rules alone', SAME_RATES, {}, {}],
    ['a release that mail cannot be told by', rules('1.0.0', limited('90/h')), {}, {}],
    ['an operator who accepts it', SECOND, {}, { accept: true }],
  ])('not with %s', async (_, data, words, options) => {
    Object.assign(said, words);
    publish(data, 2);
    const result = await sync(options);
    expect(result).toMatchObject({ kind: 'activated' });
    expect(result).not.toHaveProperty('share');
    expect([await current(), await candidate()]).toEqual([nameOf(data), undefined]);
  });

  it('not with a release that the guard holds', async () => {
    publish(HALF, 2);
    expect(await sync()).toMatchObject({ kind: 'held' });
    expect(await candidate()).toBeUndefined();
  });

  it('after all where a crash came between the state and the pointer', async () => {
    publish(SECOND, 2);
    const dies = { ...world.store, activate: () => Promise.reject(new Error('gone')) };
    await expect(sync({}, dies)).rejects.toThrow('gone');
    expect(await candidate()).toBeUndefined();
    expect(await sync()).toMatchObject({ kind: 'activated', share: 10 });
    expect(await candidate()).toBe(nameOf(SECOND));
    expect((await state()).feed).not.toHaveProperty('activating');
  });
});

describe('a trial is judged at the next synchronisation', () => {
  it('and goes on while it is young', async () => {
    publish(SECOND, 2);
    await sync();
    await count({ tried: 2_000, triedBad: 900 });
    later(19 * HOUR);
    expect(await sync()).toMatchObject({ kind: 'trying', version: '2.0.0', trial: { verdict: 'wait' } });
    expect(await candidate()).toBe(nameOf(SECOND));
  });

  it('and all keys get what went well', async () => {
    await aDayOfTrial(40);
    const result = await sync();
    expect(result).toMatchObject({ kind: 'activated', version: '2.0.0', trial: { verdict: 'promote' } });
    expect(result).not.toHaveProperty('share');
    expect([await current(), await candidate()]).toEqual([nameOf(SECOND), undefined]);
    expect((await world.store.history())[0]).toMatchObject({ what: 'promote', by: 'rule-sync' });
    expect(await sync()).toEqual({ kind: 'unchanged', version: '2.0.0' });
  });

  it('and no key keeps what went badly, also when it is signed anew, until it is accepted', async () => {
    await aDayOfTrial(41);
    const why = [expect.stringMatching(/^withdrawn by rule-sync: 2,000 mails tried it, 2\.05 % bad/)];
    const result = await sync();
    expect(result).toMatchObject({ kind: 'held', version: '2.0.0', why, trial: { verdict: 'withdraw' } });
    expect(result).not.toHaveProperty('again');
    expect([await current(), await candidate()]).toEqual([nameOf(FIRST), undefined]);
    expect(world.counted).toContain('RulesWithdrawn');

    for (const sequence of [2, 3, 4]) {
      publish(SECOND, sequence);
      expect(await sync()).toMatchObject({ kind: 'held', why });
      expect(await candidate()).toBeUndefined();
    }
    expect(await sync({ accept: true })).toMatchObject({ kind: 'activated' });
    expect(await current()).toBe(nameOf(SECOND));
  });

  it('and all keys get what few mails tried, after two days', async () => {
    publish(SECOND, 2);
    await sync();
    later(DAY);
    expect(await sync()).toMatchObject({ kind: 'trying' });
    later(DAY);
    expect(await sync()).toMatchObject({
      kind: 'activated',
      trial: { verdict: 'promote', text: expect.stringContaining('traffic did not suffice') },
    });
    expect(await current()).toBe(nameOf(SECOND));
  });

  it('also when the share is none by now', async () => {
    await aDayOfTrial(41);
    said.share = 0;
    expect(await sync()).toMatchObject({ kind: 'held', trial: { verdict: 'withdraw' } });
    expect(await candidate()).toBeUndefined();
  });

  it('and is promoted by the next try where a crash came between the state and the pointer', async () => {
    await aDayOfTrial(40);
    const dies = { ...world.store, activate: () => Promise.reject(new Error('gone')) };
    await expect(sync({}, dies)).rejects.toThrow('gone');
    expect(await sync()).toMatchObject({ kind: 'activated', trial: { verdict: 'promote' } });
    expect([await current(), await candidate()]).toEqual([nameOf(SECOND), undefined]);
    expect((await state()).feed).not.toHaveProperty('activating');
  });

  it('and is promoted once where the answer to that was lost', async () => {
    await aDayOfTrial(40);
    const deaf: RulesStore = {
      ...world.store,
      activate: async (...call) => {
        await world.store.activate(...call);
        return false;
      },
    };
    expect(await sync({}, deaf)).toMatchObject({ kind: 'activated', trial: { verdict: 'promote' } });
    expect((await world.store.history()).map(({ what }) => what)).toEqual(['promote', 'sync', 'sync']);
    expect((await state()).feed).not.toHaveProperty('activating');
  });

  it('but not beside custom rules, where a crash left it', async () => {
    await aDayOfTrial(40);
    const { version, feed, overrides } = await state();
    await world.store.saveState(version, { mode: 'custom', feed, overrides });
    expect(await sync()).toEqual({ kind: 'custom' });
    expect(await current()).toBe(nameOf(FIRST));
  });

  it('before the feed is asked, so that the next release finds the judgement made', async () => {
    await aDayOfTrial(0);
    publish(THIRD, 3);
    expect(await sync()).toMatchObject({ kind: 'activated', version: '3.0.0', share: 10 });
    expect([await current(), await candidate()]).toEqual([nameOf(SECOND), nameOf(THIRD)]);
  });
});

describe('a trial that runs', () => {
  beforeEach(async () => {
    publish(SECOND, 2);
    await sync();
    await count({ tried: 5 });
  });

  it('ends when synchronisation is switched off, which says so, and its release is held', async () => {
    const lines = ['the trial of a release by 10 % of the keys ends; it is held'];
    expect(await setOff(world.ports, 'jo')).toEqual({ kind: 'done', version: '1.0.0', lines });
    expect([await current(), await candidate()]).toEqual([nameOf(FIRST), undefined]);
    expect((await state()).feed.held).toMatchObject({ version: '2.0.0' });
    expect((await world.store.history())[0]).toMatchObject({ what: 'withdraw', by: 'jo' });
    later(3 * DAY);
    expect(await sync()).toEqual({ kind: 'off' });
    expect(await current()).toBe(nameOf(FIRST));
  });

  it('goes on, counts and all, when its release is signed anew', async () => {
    const { pointer } = await state();
    publish(SECOND, 3);
    expect(await sync()).toMatchObject({ kind: 'trying' });
    expect((await state()).pointer).toEqual(pointer);
    expect((await state()).feed).toMatchObject({ sequence: 3, held: { sequence: 3, version: '2.0.0' } });
    expect(await trials.counts(nameOf(SECOND))).toMatchObject({ tried: 5 });
  });

  it('makes room for a newer release, which is counted from nothing', async () => {
    await trials.begin(nameOf(THIRD), 0);
    await count({ tried: 7 }, THIRD);
    publish(THIRD, 3);
    await sync();
    expect(await candidate()).toBe(nameOf(THIRD));
    expect(await trials.counts(nameOf(THIRD))).toMatchObject({ tried: 0 });
  });

  it('ends when a newer release is held, which is then not promoted in its place', async () => {
    publish(HALF, 3);
    expect(await sync()).toMatchObject({ kind: 'held', version: '4.0.0' });
    expect([await current(), await candidate()]).toEqual([nameOf(FIRST), undefined]);
    later(3 * DAY);
    await sync();
    expect(await current()).toBe(nameOf(FIRST));
  });

  it('is promoted by no name but its own', async () => {
    const { feed, pointer, version, ...rest } = await state();
    await world.store.putSet(encodeRuleSet(HALF));
    const held = { set: nameOf(HALF), sequence: 3, version: '4.0.0', why: ['too much is gone'] };
    await world.store.saveState(version, { ...rest, feed: { ...feed, held } });
    expect(await promote(world.ports, JO)).toMatchObject({ kind: 'refused' });
    expect(await promote(world.ports, { ...JO, name: 'other' })).toMatchObject({ kind: 'refused' });
    expect((await state()).pointer).toEqual(pointer);
    expect(await withdraw(world.ports, { ...JO, why: 'stale' })).toMatchObject({ kind: 'done' });
    expect((await state()).feed.held).toEqual(held);
  });
});
