import { describe, expect, it } from 'vitest';
import type { BounceRuleData } from '../../../shared/rules/bounce-schema.ts';
import { loadRuleSet, RuleSetError } from '../../../shared/rules/load-rule-set.ts';
import { parseRuleSet } from '../../../shared/rules/parse-rule-set.ts';
import { bounceRule } from '../bounce/support/bounce-rules.ts';
import { rule, ruleSet } from './support/rule-sets.ts';

const containing = (text: string) => expect.stringContaining(text);

const problemsOf = (input: unknown) => {
  const parsed = parseRuleSet(input);
  return parsed.ok ? [] : parsed.problems;
};

describe('a rule set', () => {
  it('is answered as it came when nothing is wrong', () => {
    const data = ruleSet([
      rule('vela', {
        limit: { slow: '30/min', normal: '60/min', fast: '90/min', 'very-fast': '90/min', boost: '90/min' },
      }),
    ]);
    expect(parseRuleSet(structuredClone(data))).toEqual({ ok: true, data });
  });

  it.each([
    ['nothing', undefined, 'rule set: is missing'],
    ['a text', 'rules', 'rule set: Invalid input'],
    ['another format', { ...ruleSet(), v: 2 }, 'v: '],
    ['no version', { ...ruleSet(), version: undefined }, 'version: is missing'],
    ['no rules', { ...ruleSet(), rules: [] }, 'rules: must hold at least the rule *'],
    [
      'a level without a share',
      { ...ruleSet(), levels: { slow: 20, normal: 100, fast: 400, boost: 2_500 } },
      'levels.very-fast: is missing',
    ],
    ['an unknown part', { ...ruleSet(), warmUp: [] }, 'rule set: Unrecognized key: "warmUp"'],
  ])('with %s is refused', (_, input, problem) => {
    expect(problemsOf(input)).toContainEqual(expect.stringContaining(problem));
  });

  it.each(['rate', 'connections', 'messagesPerConnection'])(
    'whose class lacks %s is refused: undefined means spammer',
    (field) => {
      const { classes, ...others } = ruleSet();
      const large = { ...classes['large'], [field]: undefined };
      expect(problemsOf({ ...others, classes: { ...classes, large } })).toEqual([
        `classes.large.${field}: is missing`,
      ]);
    },
  );

  it('whose class lacks connections at one level is refused', () => {
    const { classes, ...others } = ruleSet();
    const large = { ...classes['large'], connections: { slow: 1, normal: 2, fast: 3, boost: 4 } };
    expect(problemsOf({ ...others, classes: { ...classes, large } })).toEqual([
      'classes.large.connections.very-fast: is missing',
    ]);
  });

  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    [
      'an unknown class',
      { class: 'huge' },
      `rule 'vela': class 'huge' is not defined; defined are large, small`,
    ],
    [
      'a class named as a built-in',
      { class: 'constructor' },
      `rule 'vela': class 'constructor' is not defined`,
    ],
    ['no mask', { masks: [] }, `rule 'vela': masks: must have at least one mask`],
    [
      'a mask in capitals',
      { masks: ['*.Vela.test'] },
      `rule 'vela': masks.0: mask '*.Vela.test' must be in lower case`,
    ],
    ['a mask that ends with a dot', { masks: ['*.vela.test.'] }, 'ends with a dot and would fit no host'],
    ['a mask that starts with a dot', { masks: ['.vela.test'] }, `write '*.vela.test'`],
    ['a regular expression as mask', { masks: ['mx[0-9]+.vela.test'] }, 'it is no regular expression'],
    ['an address as limit', { limit: '1,200/h' }, `rule 'vela': limit: '1,200/h' is not a limit`],
    ['a day as limit', { limit: '1200/d' }, `rule 'vela': limit: '1200/d' is not a limit`],
    ['an hour as day limit', { perDay: '1200/h' }, `rule 'vela': perDay: '1200/h' is not a limit`],
    ['a list as limit', { limit: ['1/h'] }, `rule 'vela': limit: must be one value for all levels`],
    ['no connections at all', { connections: 0 }, `rule 'vela': connections: `],
    ['a misspelt field', { limits: '60/min' }, `rule 'vela': Unrecognized key: "limits"`],
    ['no source', { source: ' ' }, `rule 'vela': source: must not be empty`],
    ['no example', { examples: [] }, `rule 'vela': examples: must name at least one MX host`],
    [
      'an example that fits no mask',
      { examples: ['mx.orbit.test'] },
      `rule 'vela': example 'mx.orbit.test' fits none of its masks`,
    ],
    [
      'a rate too small for slow',
      { rate: '4/h' },
      `rule 'vela': its rate leaves less than one mail per hour at level slow`,
    ],
    [
      'a rate too large for boost',
      { rate: '10000000/h' },
      `rule 'vela': its limit at level fast is above the most`,
    ],
    ['a cap over another period', { cap: '100/min' }, `rule 'vela': cap '100/min' counts another period`],
    [
      'a group that counts nothing',
      { scope: 'host', group: 'sky' },
      `rule 'vela': group 'sky' means nothing with scope host`,
    ],
  ])('with a rule of %s is refused', (_, fault, problem) => {
    const { rules, ...others } = ruleSet();
    expect(problemsOf({ ...others, rules: [{ ...rule('vela'), ...fault }, ...rules] })).toContainEqual(
      expect.stringContaining(problem),
    );
  });

  it.each<[string, Partial<BounceRuleData>, string]>([
    ['no pattern', { patterns: [] }, 'patterns: must have at least one pattern'],
    ['no example', { examples: [] }, 'examples: must have at least one example'],
    ['no reason', { reason: undefined }, 'a failure needs a reason'],
    ['a mask in capitals', { mx: ['*.Vela.test'] }, `mx.0: mask '*.Vela.test' must be in lower case`],
  ])('with a bounce rule of %s is refused', (_, fault, problem) => {
    const bounces = [{ ...bounceRule('full', ['mailbox full']), ...fault }];
    expect(problemsOf({ ...ruleSet(), bounces })).toEqual([`bounce rule 'full': ${problem}`].map(containing));
  });

  it('whose bounce rules share an id is refused', () => {
    const bounces = [bounceRule('full', ['mailbox full']), bounceRule('full', ['over quota'])];
    expect(problemsOf({ ...ruleSet(), bounces })).toEqual([
      `bounce rule 'full': there is more than one of this id`,
    ]);
  });

  it('accepts the smallest rate that leaves slow one mail', () => {
    expect(problemsOf(ruleSet([rule('vela', { rate: '5/h' })]))).toEqual([]);
  });

  it('calls a rule without a usable id by its place', () => {
    expect(problemsOf({ ...ruleSet(), rules: [rule('Vela'), {}] })).toContainEqual(
      expect.stringContaining(`rule 2: id: is missing`),
    );
  });

  it('needs ids of their own', () => {
    expect(problemsOf(ruleSet([rule('vela'), rule('vela')]))).toEqual([
      `rule 'vela': there is more than one of this id`,
    ]);
  });

  it('needs * as the last rule and nowhere else', () => {
    expect(problemsOf({ ...ruleSet(), rules: [rule('vela')] })).toEqual([
      expect.stringContaining(`rule 'vela': the last rule must have the one mask '*'`),
    ]);
    expect(problemsOf(ruleSet([rule('vela', { masks: ['*.vela.test', '*'] })]))).toEqual([
      expect.stringContaining(`mask '*' takes every host`),
    ]);
  });

  it('never counts everybody else as one', () => {
    expect(problemsOf(ruleSet([], { scope: 'rule' }))).toEqual([
      expect.stringContaining('scope rule would count all other hosts as one'),
    ]);
    expect(problemsOf(ruleSet([], { class: 'large' }))).toEqual([
      expect.stringContaining('scope rule would count'),
    ]);
    expect(problemsOf(ruleSet([], { scope: 'host' }))).toEqual([]);
  });

  it('accepts one group of two rules with equal limits only', () => {
    const group = 'united';
    expect(problemsOf(ruleSet([rule('vela', { group }), rule('orbit', { group, rate: '1200/h' })]))).toEqual(
      [],
    );
    expect(problemsOf(ruleSet([rule('vela', { group }), rule('orbit', { group, rate: '1201/h' })]))).toEqual([
      `rule 'orbit': shares group 'united' with rule 'vela' but has other limits; make them equal`,
    ]);
    expect(
      problemsOf(ruleSet([rule('vela'), rule('orbit', { group: 'vela', limit: '60/min' })])),
    ).toHaveLength(1);
  });

  it('throws all problems when it was taken for good', () => {
    expect(() => loadRuleSet(ruleSet([rule('vela'), rule('vela')]))).toThrow(RuleSetError);
    expect(loadRuleSet(ruleSet()).version).toBe('test-1');
  });
});
