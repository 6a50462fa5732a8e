import { describe, expect, it } from 'vitest';
import type { BounceRuleData } from '../../../shared/rules/bounce-schema.ts';
import { conflictText } from '../../../shared/rules/conflict.ts';
import { layerOf } from '../../../shared/rules/layers.ts';
import { type Merged, mergeOverrides } from '../../../shared/rules/merge-overrides.ts';
import { NO_OVERRIDES, type OverridesData, overridesSchema } from '../../../shared/rules/overrides-schema.ts';
import type { RuleSetData } from '../../../shared/rules/schema.ts';
import { rule, ruleSet } from './support/rule-sets.ts';

const bounce = (id: string): BounceRuleData => ({
  id,
  patterns: [`${id} pattern`],
  type: 'hard',
  reason: 'userUnknown',
  examples: [`550 ${id} pattern`],
  source: 'made up',
});

const feed: RuleSetData = {
  ...ruleSet([rule('vela', { cap: '2000/h' }), rule('cirrus'), rule('nimbus')]),
  bounces: [bounce('one'), bounce('two')],
};

const overrides = (more: Partial<OverridesData>): OverridesData =>
  overridesSchema.parse({ ...NO_OVERRIDES, ...more });
const setting = (
  set: OverridesData['mxFields'][number]['set'],
  was: OverridesData['mxFields'][number]['was'] = {},
  name = 'vela',
) => overrides({ mxFields: [{ rule: name, set, was }] });

function merged(result: Merged): Extract<Merged, { ok: true }> {
  if (!result.ok) throw new Error(result.problems.join('; '));
  return result;
}
const ids = (rules: readonly { readonly id: string }[]) => rules.map(({ id }) => id);
const ruleOf = (data: RuleSetData, id: string) => data.rules.find((one) => one.id === id);

describe('own MX rules', () => {
  it.each([
    { before: undefined, order: ['own', 'vela', 'cirrus', 'nimbus', 'everyone-else'] },
    { before: 'nimbus', order: ['vela', 'cirrus', 'own', 'nimbus', 'everyone-else'] },
    { before: 'everyone-else', order: ['vela', 'cirrus', 'nimbus', 'own', 'everyone-else'] },
  ])('come before $before', ({ before, order }) => {
    const own = { rule: rule('own'), ...(before ? { before } : {}) };
    expect(ids(merged(mergeOverrides(feed, overrides({ mxRules: [own] }))).data.rules)).toEqual(order);
  });

  it('keep their own order, whatever they name', () => {
    const mxRules = [
      { rule: rule('a') },
      { rule: rule('b'), before: 'vela' },
      { rule: rule('c'), before: 'vela' },
      { rule: rule('d') },
      { rule: rule('e'), before: 'a' },
      { rule: rule('f') },
    ];
    const { data } = merged(mergeOverrides(feed, overrides({ mxRules })));
    expect(ids(data.rules).slice(0, 7)).toEqual(['e', 'a', 'd', 'f', 'b', 'c', 'vela']);
  });

  it('come first where the rule they name is gone, and that is listed', () => {
    const mxRules = [{ rule: rule('own'), before: 'stratus' }];
    const { data, conflicts } = merged(mergeOverrides(feed, overrides({ mxRules })));
    expect(data.rules[0]?.id).toBe('own');
    expect(conflicts).toEqual([{ kind: 'gone', of: 'rule', rule: 'stratus', for: 'own' }]);
  });

  it('stay where the feed comes to use their id', () => {
    const ours = rule('vela', { limit: '77/h' });
    const { data, conflicts } = merged(
      mergeOverrides(feed, overrides({ mxRules: [{ rule: ours, before: 'nimbus' }] })),
    );
    expect(ids(data.rules)).toEqual(['cirrus', 'vela', 'nimbus', 'everyone-else']);
    expect(ruleOf(data, 'vela')).toEqual(ours);
    expect(conflicts).toEqual([{ kind: 'sameId', of: 'rule', rule: 'vela' }]);
  });
});

describe('single fields', () => {
  it.each<{
    says: string;
    set: OverridesData['mxFields'][number]['set'];
    was: OverridesData['mxFields'][number]['was'];
    conflict?: object;
  }>([
    { says: 'clean where the feed is as it was', set: { cap: '900/h' }, was: { cap: '2000/h' } },
    { says: 'clean where the feed came to the same', set: { cap: '2000/h' }, was: { cap: '100/h' } },
    {
      says: 'a conflict where the feed went on',
      set: { cap: '900/h' },
      was: { cap: '1000/h' },
      conflict: { field: 'cap', was: '1000/h', feed: '2000/h', ours: '900/h' },
    },
    {
      says: 'a conflict where the feed came to have a value',
      set: { cap: '900/h' },
      was: { cap: null },
      conflict: { field: 'cap', was: null, feed: '2000/h', ours: '900/h' },
    },
    {
      says: 'a conflict where the feed lost its value',
      set: { rate: '900/h' },
      was: { rate: '500/h' },
      conflict: { field: 'rate', was: '500/h', feed: null, ours: '900/h' },
    },
  ])('are $says, and in force', ({ set, was, conflict }) => {
    const { data, conflicts } = merged(mergeOverrides(feed, setting(set, was)));
    expect(ruleOf(data, 'vela')).toMatchObject(set);
    expect(conflicts).toEqual(
      conflict ? [{ kind: 'changedBelow', of: 'rule', rule: 'vela', ...conflict }] : [],
    );
  });

  it('at one level leave the other levels to the feed', () => {
    const base = ruleSet([rule('vela', { limit: '400/h', connections: { slow: 1, fast: 3 } })]);
    const set = { limit: { fast: '90/h' }, connections: { fast: 9 } };
    const was = { 'limit.fast': '400/h', 'connections.fast': 3 };
    const { data, conflicts } = merged(mergeOverrides(base, setting(set, was)));
    expect(conflicts).toEqual([]);
    expect(ruleOf(data, 'vela')).toMatchObject({
      limit: { slow: '400/h', normal: '400/h', fast: '90/h', 'very-fast': '400/h', boost: '400/h' },
      connections: { slow: 1, fast: 9 },
    });
  });

  it('can take an optional field away', () => {
    const { data } = merged(mergeOverrides(feed, setting({ cap: null }, { cap: '2000/h' })));
    expect(ruleOf(data, 'vela')).not.toHaveProperty('cap');
  });

  it('add masks to the feed’s, whatever those become', () => {
    const more = setting({ addMasks: ['*.old-vela.test'] });
    for (const masks of [['*.vela.test'], ['*.vela.test', '*.old-vela.test'], ['mx.vela.test']]) {
      const { data, conflicts } = merged(mergeOverrides(ruleSet([rule('vela', { masks })]), more));
      expect(ruleOf(data, 'vela')?.masks).toEqual([...new Set([...masks, '*.old-vela.test'])]);
      expect(conflicts).toEqual([]);
    }
  });

  it('with other masks keep the examples that fit, or make one', () => {
    const base = ruleSet([rule('vela', { examples: ['mx.vela.test', 'a.b.vela.test'] })]);
    const examples = (masks: string[]) =>
      ruleOf(merged(mergeOverrides(base, setting({ masks }))).data, 'vela')?.examples;
    expect(examples(['mx.*'])).toEqual(['mx.vela.test']);
    expect(examples(['*.vel?.other'])).toEqual(['mx.vela.other']);
  });

  it('of a rule that the feed has no more are not applied, and that is listed', () => {
    const { data, conflicts } = merged(mergeOverrides(feed, setting({ cap: '9/h' }, {}, 'stratus')));
    expect(data.rules).toEqual(feed.rules);
    expect(conflicts).toEqual([{ kind: 'gone', of: 'rule', rule: 'stratus' }]);
  });

  it('leave a rule its class where the one they name is gone', () => {
    const { data, conflicts } = merged(mergeOverrides(feed, setting({ class: 'huge', cap: '9/h' })));
    expect(ruleOf(data, 'vela')).toMatchObject({ class: 'large', cap: '9/h' });
    expect(conflicts).toContainEqual({ kind: 'gone', of: 'class', rule: 'huge', for: 'vela' });
  });
});

describe('fields of classes', () => {
  const slower = (name: string) =>
    overrides({
      classes: [
        {
          class: name,
          set: { rate: '100/h', connections: { fast: 1 } },
          was: { rate: '1200/h', 'connections.fast': 9 },
        },
      ],
    });

  it('are set over the feed’s, level by level', () => {
    const { data, conflicts } = merged(mergeOverrides(feed, slower('large')));
    expect(data.classes['large']).toMatchObject({
      rate: '100/h',
      connections: { slow: 2, fast: 1, boost: 30 },
    });
    expect(conflicts).toMatchObject([
      { kind: 'changedBelow', of: 'class', field: 'connections.fast', feed: 10 },
    ]);
  });

  it.each(['huge', 'constructor', '__proto__'])('of a class %s that is not there are listed only', (name) => {
    const { data, conflicts } = merged(mergeOverrides(feed, slower(name)));
    expect(data.classes).toEqual(feed.classes);
    expect(conflicts).toEqual([{ kind: 'gone', of: 'class', rule: name }]);
  });
});

describe('bounce rules', () => {
  it('come before and after the feed’s; some of these are off', () => {
    const { data, conflicts } = merged(
      mergeOverrides(
        feed,
        overrides({
          bounces: [
            { place: 'after', rule: bounce('late') },
            { place: 'before', rule: bounce('early') },
            { place: 'before', rule: { ...bounce('two'), reason: 'refused' } },
          ],
          bouncesOff: ['one', 'lost'],
        }),
      ),
    );
    expect(ids(data.bounces)).toEqual(['early', 'two', 'late']);
    expect(data.bounces[1]?.reason).toBe('refused');
    expect(conflicts).toEqual([
      { kind: 'sameId', of: 'bounceRule', rule: 'two' },
      { kind: 'gone', of: 'bounceRule', rule: 'lost' },
    ]);
  });
});

describe('a merge', () => {
  it('that is no valid rule set is refused with its problems', () => {
    const twice = ruleSet([rule('vela', { group: 'g' }), rule('cirrus', { group: 'g' })]);
    const result = mergeOverrides(twice, setting({ limit: '9/h' }));
    expect(result).toMatchObject({ ok: false, problems: [expect.stringContaining("shares group 'g'")] });
    const classless = overrides({ mxRules: [{ rule: rule('own', { class: 'huge' }) }] });
    expect(mergeOverrides(feed, classless)).toMatchObject({ ok: false });
  });

  it('has a version of its own, of 64 characters at most, that why and by do not change', () => {
    const long = { ...feed, version: `v${'1'.repeat(63)}` };
    const entry = { rule: 'vela', set: { cap: '9/h' }, was: {} };
    const version = (base: RuleSetData, more: object) =>
      merged(mergeOverrides(base, overrides({ mxFields: [{ ...entry, ...more }] }))).data.version;
    expect(version(feed, {})).toMatch(/^test-1\.o[0-9a-f]{8}$/);
    expect(version(feed, { why: 'w', by: 'b', was: { cap: '1/h' } })).toBe(version(feed, {}));
    expect(version(feed, { set: { cap: '8/h' } })).not.toBe(version(feed, {}));
    expect(version(long, {})).toHaveLength(64);
    expect(mergeOverrides(long, NO_OVERRIDES)).toMatchObject({ data: { version: long.version } });
  });

  it('tells the layer of each field', () => {
    const base = ruleSet([rule('vela', { cap: '2000/h', timeouts: { connect: '5s' } })]);
    const ours = overrides({
      mxRules: [{ rule: rule('own', { perDay: '10/d' }) }],
      mxFields: [{ rule: 'vela', set: { limit: { fast: '9/h' }, timeouts: { data: '9min' } }, was: {} }],
    });
    const { data, layers } = merged(mergeOverrides(base, ours));
    const layer = (id: string, ...asked: [string, ('fast' | 'slow' | 'data' | 'connect' | 'other')?]) => {
      const found = ruleOf(data, id);
      return found && layerOf(layers, found, ...asked);
    };
    expect([layer('vela', 'limit', 'fast'), layer('vela', 'limit', 'slow')]).toEqual(['override', 'level']);
    expect([layer('vela', 'cap'), layer('vela', 'rate'), layer('vela', 'perDay', 'slow')]).toEqual([
      'feed',
      'class',
      undefined,
    ]);
    expect(['connect', 'data', 'other'].map((part) => layer('vela', 'timeouts', part as 'data'))).toEqual([
      'feed',
      'override',
      'class',
    ]);
    expect([layer('own', 'masks'), layer('own', 'perDay', 'fast'), layer('own', 'scope')]).toEqual([
      'override',
      'override',
      'class',
    ]);
  });
});

describe('a conflict', () => {
  it('is told in one line', () => {
    const changed = {
      kind: 'changedBelow',
      of: 'rule',
      rule: 'vela',
      field: 'masks',
      was: ['a', 'b'],
      feed: null,
      ours: 5,
    } as const;
    expect(conflictText(changed)).toBe(
      'rule vela: the feed has changed masks from a b to none; ours, 5, stays in force',
    );
    expect(conflictText({ kind: 'gone', of: 'bounceRule', rule: 'x' })).toMatch(
      /^bounce rule x: the feed has none/,
    );
    expect(conflictText({ kind: 'gone', of: 'rule', rule: 'x', for: 'own' })).toMatch(
      /override of own names$/,
    );
    expect(conflictText({ kind: 'sameId', of: 'rule', rule: 'x' })).toMatch(/^rule x: .*this id too/);
  });
});
