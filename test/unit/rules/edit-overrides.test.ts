import { describe, expect, it } from 'vitest';
import {
  dropFields,
  keepFields,
  type OverridesDraft,
  setFields,
} from '../../../shared/rules/edit-overrides.ts';
import {
  addBounces,
  addRules,
  dropBounce,
  dropRule,
  switchBounceOff,
} from '../../../shared/rules/edit-own-rules.ts';
import { NO_OVERRIDES, type OverridesData } from '../../../shared/rules/overrides-schema.ts';
import { parseOverrides } from '../../../shared/rules/parse-overrides.ts';
import { rule, ruleSet } from './support/rule-sets.ts';

const feed = ruleSet([rule('vela', { cap: '2000/h', limit: '400/h' }), rule('cirrus')]);
const vela = { of: 'rule', name: 'vela' } as const;
const large = { of: 'class', name: 'large' } as const;
const note = { by: 'ada', why: 'deferrals' };

function parsed(draft: OverridesDraft): OverridesData {
  const read = parseOverrides(draft);
  if (!read.ok) throw new Error(read.problems.join('; '));
  return read.overrides;
}
const set = (fields: object, before: OverridesData = NO_OVERRIDES, over = feed) =>
  parsed(setFields(before, over, vela, { ...fields }, note));

describe('setting fields', () => {
  it('notes what the feed has below each, level by level', () => {
    expect(set({ cap: '9/h', perDay: { fast: '5/d' }, limit: { fast: '7/h' } }).mxFields).toEqual([
      {
        rule: 'vela',
        set: { cap: '9/h', perDay: { fast: '5/d' }, limit: { fast: '7/h' } },
        was: { cap: '2000/h', 'perDay.fast': null, 'limit.fast': '400/h' },
        ...note,
      },
    ]);
  });

  it('adds to what was set before, and notes anew only what is set anew', () => {
    const later = ruleSet([rule('vela', { cap: '3000/h', limit: '500/h' })]);
    const [entry] = set({ limit: '8/h' }, set({ cap: '9/h', limit: { fast: '7/h' } }), later).mxFields;
    expect(entry).toMatchObject({
      set: { cap: '9/h', limit: '8/h' },
      was: { cap: '2000/h', limit: '500/h' },
    });
  });

  it('takes a field away, and adds masks to those added before', () => {
    const first = set({ cap: null, addMasks: ['a.test'] });
    expect(set({ addMasks: ['b.test', 'a.test'] }, first).mxFields[0]).toMatchObject({
      set: { cap: null, addMasks: ['a.test', 'b.test'] },
      was: { cap: '2000/h' },
    });
  });

  it('of an own rule changes the rule itself', () => {
    const own = parsed(addRules(NO_OVERRIDES, [rule('own', { cap: '5/h' })], undefined));
    const draft = setFields(
      own,
      feed,
      { of: 'rule', name: 'own' },
      { cap: null, rate: '6/h', addMasks: ['x.test'] },
      note,
    );
    const { mxRules, mxFields } = parsed(draft);
    expect(mxFields).toEqual([]);
    expect(mxRules[0]?.rule).toEqual(rule('own', { rate: '6/h', masks: ['*.own.test', 'x.test'] }));
  });

  it('of a class notes the class’s', () => {
    const draft = setFields(NO_OVERRIDES, feed, large, { rate: '9/h', connections: { slow: 1 } }, note);
    expect(parsed(draft).classes).toEqual([
      {
        class: 'large',
        set: { rate: '9/h', connections: { slow: 1 } },
        was: { rate: '1200/h', 'connections.slow': 2 },
        ...note,
      },
    ]);
  });
});

describe('dropping and keeping', () => {
  const both = set({ cap: '9/h', limit: { fast: '7/h', slow: '6/h' } });

  it.each([
    { says: 'all', paths: undefined, left: [] },
    {
      says: 'one level',
      paths: ['limit.fast'],
      left: [{ set: { cap: '9/h', limit: { slow: '6/h' } }, was: { cap: '2000/h', 'limit.slow': '400/h' } }],
    },
    {
      says: 'a field at all its levels',
      paths: ['limit'],
      left: [{ set: { cap: '9/h' }, was: { cap: '2000/h' } }],
    },
    { says: 'every field', paths: ['limit', 'cap'], left: [] },
  ])('drops $says', ({ paths, left }) => {
    expect(parsed(dropFields(both, vela, paths)).mxFields).toEqual(
      left.map((entry) => ({ rule: 'vela', ...entry, ...note })),
    );
  });

  it('keeps ours and notes what the feed has now', () => {
    const later = ruleSet([rule('vela', { cap: '3000/h' })]);
    const was = (paths?: readonly string[]) => parsed(keepFields(both, later, vela, paths)).mxFields[0]?.was;
    expect(was()).toEqual({ cap: '3000/h', 'limit.fast': null, 'limit.slow': null });
    expect(was(['limit'])).toEqual({ cap: '2000/h', 'limit.fast': null, 'limit.slow': null });
  });
});

describe('own rules', () => {
  const bounce = { id: 'b', patterns: ['abc'], type: 'ignored', examples: ['abc'], source: 's' };

  it('come in place of those of the same id, and go again', () => {
    const first = parsed(addRules(NO_OVERRIDES, [rule('a'), rule('b')], 'vela'));
    const second = parsed(addRules(first, [rule('a', { cap: '1/h' })], undefined));
    expect(second.mxRules).toEqual([
      { before: 'vela', rule: rule('b') },
      { rule: rule('a', { cap: '1/h' }) },
    ]);
    expect(parsed(dropRule(second, 'a')).mxRules).toHaveLength(1);
  });

  it('of bounces too; the feed’s are switched off and on', () => {
    const draft = switchBounceOff(parsed(addBounces(NO_OVERRIDES, [bounce], 'after')), 'theirs');
    const own = parsed(switchBounceOff(parsed(draft), 'theirs'));
    expect(own).toMatchObject({ bounces: [{ place: 'after', rule: bounce }], bouncesOff: ['theirs'] });
    expect(parsed(dropBounce(parsed(dropBounce(own, 'b')), 'theirs'))).toEqual(NO_OVERRIDES);
  });
});

describe('overrides that are none', () => {
  it.each([
    {
      draft: set({}),
      change: { limit: '900' },
      says: /^rule vela: limit: '900' is not a limit: write a whole number/,
    },
    {
      draft: set({}),
      change: { limit: { fast: '9/d' } },
      says: /^rule vela: limit\.fast: '9\/d' is not a limit/,
    },
    { draft: set({}), change: { masks: ['UPPER.test'] }, says: /^rule vela: masks\.0: .*lower case/ },
  ])('are told by rule and field: $says', ({ draft, change, says }) => {
    expect(parseOverrides(setFields(draft, feed, vela, change, note))).toEqual({
      ok: false,
      problems: [expect.stringMatching(says)],
    });
  });

  it.each([
    [addRules(NO_OVERRIDES, [{ id: 'own' }], undefined), /^rule own: masks: is missing$/],
    [addBounces(NO_OVERRIDES, [{}], 'after'), /^bounce rule undefined: id: is missing$/],
    [{ v: 2 }, /^overrides: v: /],
  ])('name what is missing', (draft, says) => {
    const read = parseOverrides(draft);
    expect(read.ok ? [] : read.problems).toContainEqual(expect.stringMatching(says));
  });
});
