import { describe, expect, it } from 'vitest';
import { compileRuleSet } from '../../../shared/rules/compile.ts';
import { parseRuleSet } from '../../../shared/rules/parse-rule-set.ts';
import type { MxRuleData } from '../../../shared/rules/schema.ts';
import { rule, ruleSet } from './support/rule-sets.ts';

const problemsOf = (input: unknown) => {
  const parsed = parseRuleSet(input);
  return parsed.ok ? [] : parsed.problems;
};

describe('rules for some pools', () => {
  const set = compileRuleSet(
    ruleSet([
      rule('news-host', { pools: ['news'], masks: ['mx.vela.test'] }),
      rule('bulk', { pools: ['bulk', 'slow'], masks: ['*.vela.test'] }),
      rule('vela', { masks: ['mx.vela.test', '*.vela.test'] }),
    ]),
  );

  it.each([
    ['mx.vela.test', 'news', 'news-host'],
    ['mx2.vela.test', 'news', 'vela'],
    ['mx.vela.test', 'bulk', 'bulk'],
    ['mx2.vela.test', 'slow', 'bulk'],
    ['mx.vela.test', 'other', 'vela'],
    ['mx.vela.test', undefined, 'vela'],
    ['mx.orbit.test', 'news', 'everyone-else'],
  ])('are passed over by mail of other pools: %s from %s goes by %s', (host, pool, id) => {
    expect(set.match(host, pool).id).toBe(id);
  });

  it('are told with the rule', () => {
    expect(set.match('mx.vela.test', 'slow').pools).toEqual(['bulk', 'slow']);
  });

  it('may take every host of their pools, but the last rule is for all', () => {
    const forAll: Partial<MxRuleData> = { masks: ['*'], examples: ['mx.any.test'], scope: 'operator' };
    expect(problemsOf(ruleSet([rule('news', { ...forAll, pools: ['news'] })]))).toEqual([]);
    expect(problemsOf(ruleSet([rule('news', forAll)]))).toEqual([
      expect.stringContaining(`mask '*' takes every host`),
    ]);
    expect(problemsOf(ruleSet([rule('news', { ...forAll, pools: ['news'], scope: 'rule' })]))).toEqual([
      expect.stringContaining('scope rule would count all other hosts as one'),
    ]);
    expect(problemsOf(ruleSet([], { pools: ['news'] }))).toEqual([
      `rule 'everyone-else': the last rule must be for all pools, so that none is without a limit; leave pools out`,
    ]);
  });

  it.each([
    [['news'], ['bulk'], 0],
    [['news', 'bulk'], ['bulk'], 1],
    [['news'], undefined, 1],
    [undefined, ['news'], 1],
  ])('of one group may differ in limits where they share no pool: %j and %j', (one, other, problems) => {
    const group = 'united';
    const pools = (some: string[] | undefined) => (some ? { pools: some } : {});
    const rules = [
      rule('vela', { group, ...pools(one) }),
      rule('orbit', { group, rate: '1300/h', ...pools(other) }),
    ];
    expect(problemsOf(ruleSet(rules))).toHaveLength(problems);
  });

  it('of one group are held against all before them, not the first alone', () => {
    const group = 'united';
    const rules = [
      rule('a', { group, pools: ['news'] }),
      rule('b', { group, pools: ['bulk'], rate: '1300/h' }),
      rule('c', { group, pools: ['bulk'], rate: '1400/h' }),
    ];
    expect(problemsOf(ruleSet(rules))).toEqual([
      `rule 'c': shares group 'united' with rule 'b' but has other limits; make them equal`,
    ]);
  });
});

describe('time-outs and TLS', () => {
  const classes = {
    ...ruleSet().classes,
    wary: {
      scope: 'rule',
      rate: '1200/h',
      connections: 2,
      messagesPerConnection: 5,
      timeouts: { connect: '30s', data: '10min' },
      tls: 'opportunistic',
    },
  } as const;

  it.each([
    ['nowhere', {}, { connect: 10_000, data: 240_000, other: 60_000 }, 'default'],
    [
      'by the rule',
      { timeouts: { data: '90s' }, tls: 'required' },
      { connect: 10_000, data: 90_000, other: 60_000 },
      'required',
    ],
    ['by the class', { class: 'wary' }, { connect: 30_000, data: 600_000, other: 60_000 }, 'opportunistic'],
    [
      'by both',
      { class: 'wary', timeouts: { connect: '5s' }, tls: 'disabled' },
      { connect: 5_000, data: 600_000, other: 60_000 },
      'disabled',
    ],
  ] as const)('said %s are in milliseconds', (_, more, timeouts, tls) => {
    const parsed = parseRuleSet({ ...ruleSet([rule('vela', more)]), classes });
    if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
    expect(compileRuleSet(parsed.data).match('mx.vela.test')).toMatchObject({ timeouts, tls });
  });

  it.each([
    [{ timeouts: { connect: '10' } }, 'timeouts.connect: must be a whole number and a unit'],
    [{ timeouts: { lookUp: '10s' } }, 'timeouts: Unrecognized key'],
    [{ tls: 'always' }, 'tls: Invalid option'],
    [{ pools: [] }, 'pools: '],
    [{ pools: ['a b'] }, 'pools.0: must be names of pools'],
  ])('and pools are refused where they make no sense: %j', (fault, problem) => {
    const { rules, ...others } = ruleSet();
    expect(problemsOf({ ...others, rules: [{ ...rule('vela'), ...fault }, ...rules] })).toEqual([
      expect.stringContaining(`rule 'vela': ${problem}`),
    ]);
  });
});
