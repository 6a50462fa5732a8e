import { describe, expect, it } from 'vitest';
import shipped from '../../../rules/shipped.json' with { type: 'json' };
import type { BounceRuleData } from '../../../shared/rules/bounce-schema.ts';
import { diffLines, diffRuleSets } from '../../../shared/rules/diff.ts';
import { parseRuleSet } from '../../../shared/rules/parse-rule-set.ts';
import type { RuleSetData } from '../../../shared/rules/schema.ts';
import { rule, ruleSet } from './support/rule-sets.ts';

const lines = (before: RuleSetData, after: RuleSetData) => diffLines(diffRuleSets(before, after));
const bounce = (id: string, more: Partial<BounceRuleData> = {}): BounceRuleData => ({
  id,
  patterns: [id],
  type: 'soft',
  reason: 'mailboxFull',
  examples: [id],
  source: 'made up',
  ...more,
});
const withClass = (data: RuleSetData, more: object): RuleSetData => {
  const { large } = data.classes;
  if (!large) throw new Error('no class large');
  return { ...data, classes: { ...data.classes, large: { ...large, ...more } } };
};
const base = ruleSet([rule('vela'), rule('cirrus'), rule('nimbus')]);

describe('the difference of two rule sets', () => {
  it('is none where only the version differs', () => {
    expect(lines(base, { ...base, version: 'test-2' })).toEqual([]);
  });

  it.each([
    {
      says: 'a limit at every level',
      before: rule('vela', { limit: '2000/h' }),
      after: rule('vela', { limit: '1500/h' }),
      line: 'vela: 2000/h → 1500/h at normal (tighter at every level)',
    },
    {
      says: 'a limit at one level',
      before: rule('vela'),
      after: rule('vela', { limit: { fast: '9000/h' } }),
      line: 'vela: 4800/h → 9000/h at fast (looser)',
    },
    {
      says: 'another period with the same hour',
      before: rule('vela', { limit: '60/min' }),
      after: rule('vela', { limit: '3600/h' }),
      line: 'vela: 60/min → 3600/h at normal (the same by the hour at every level)',
    },
    {
      says: 'another period that is tighter by the hour',
      before: rule('vela', { limit: '60/min' }),
      after: rule('vela', { limit: '3500/h' }),
      line: 'vela: 60/min → 3500/h at normal (tighter at every level)',
    },
    {
      says: 'a limit per day that goes',
      before: rule('vela', { perDay: '100/d' }),
      after: rule('vela'),
      line: 'vela: per day 100/d → none at normal (looser at every level)',
    },
    {
      says: 'limits that go both ways',
      before: rule('vela', { connections: { slow: 1, boost: 9 } }),
      after: rule('vela', { connections: { slow: 3, boost: 4 } }),
      line: 'vela: connections 1 → 3 at slow, 9 → 4 at boost (looser, tighter)',
    },
    {
      says: 'masks',
      before: rule('vela', { masks: ['*.vela.test', '*.a.test'] }),
      after: rule('vela', { masks: ['*.b.test', '*.vela.test'] }),
      line: 'vela: masks +*.b.test −*.a.test',
    },
    {
      says: 'a note',
      before: rule('vela'),
      after: rule('vela', { source: 'the postmaster' }),
      line: 'sources or examples: vela',
    },
    {
      says: 'TLS',
      before: rule('vela'),
      after: rule('vela', { tls: 'required' }),
      line: 'vela: tls none → required',
    },
  ])('tells of $says', ({ before, after, line }) => {
    expect(lines(ruleSet([before]), ruleSet([after]))).toEqual([line]);
  });

  it('tells limits that come of a class or of the levels by rule', () => {
    const slower = withClass(base, { rate: '600/h' });
    expect(lines(base, slower)).toEqual([
      'class large: rate 1200/h → 600/h',
      ...['vela', 'cirrus', 'nimbus'].map((id) => `${id}: 1200/h → 600/h at normal (tighter at every level)`),
    ]);
    const boosted = { ...base, levels: { ...base.levels, boost: 5_000 } };
    expect(lines(base, boosted)).toContain('level boost 2500 → 5000 percent of the rate');
    expect(lines(base, boosted)).toContain('vela: 30000/h → 60000/h at boost (looser)');
  });

  it('tells of rules that come, go and move, naming as few as explain the order', () => {
    const after = ruleSet([rule('nimbus'), rule('altus'), rule('vela')]);
    expect(diffRuleSets(base, after).rules).toMatchObject({
      added: ['altus'],
      removed: ['cirrus'],
      moved: [expect.stringMatching(/^(vela|nimbus)$/)],
    });
    const many = Array.from({ length: 40 }, (_, place) => rule(`r${place}`));
    const [first, ...others] = many;
    const { moved } = diffRuleSets(ruleSet(many), ruleSet([...others, ...(first ? [first] : [])])).rules;
    expect(moved).toEqual(['r0']);
  });

  it('puts what concerns all mail first, loosened limits before tightened ones, and notes last', () => {
    const before = {
      ...ruleSet([rule('vela', { limit: '10/h' }), rule('cirrus', { limit: '20/h' })]),
      bounces: [bounce('one'), bounce('two'), bounce('three')],
    };
    const after: RuleSetData = {
      ...ruleSet([
        rule('vela', { limit: '9/h', source: 'x' }),
        rule('cirrus', { limit: '30/h' }),
        rule('nimbus'),
      ]),
      bounces: [bounce('three'), bounce('two', { reason: 'refused' }), bounce('four')],
      quarantine: {
        ...before.quarantine,
        tolerance: 5,
        reasons: { ...before.quarantine.reasons, userUnknown: { after: 2 } },
      },
    };
    expect(lines(before, after)).toEqual([
      'quarantine: reasons.userUnknown {"after":1} → {"after":2}',
      'quarantine: tolerance 10 → 5',
      'rule nimbus added',
      'cirrus: 20/h → 30/h at normal (looser at every level)',
      'vela: 10/h → 9/h at normal (tighter at every level)',
      'bounce rule one removed',
      'bounce rule four added',
      'bounce rule two: reason mailboxFull → refused',
      expect.stringMatching(/^bounce rule (two|three) moved$/),
      'sources or examples: vela',
    ]);
    expect(diffLines(diffRuleSets(before, after), 3)).toEqual([
      'quarantine: reasons.userUnknown {"after":1} → {"after":2}',
      'quarantine: tolerance 10 → 5',
      '… and 8 more',
    ]);
  });

  it('fits in 100 columns', () => {
    const masks = Array.from({ length: 30 }, (_, place) => `*.mail${place}.vela.test`);
    const after = ruleSet([rule('vela', { masks: ['*.vela.test', ...masks] })]);
    const [line = ''] = lines(ruleSet([rule('vela')]), after);
    expect(line).toHaveLength(100);
    expect(line).toMatch(/^vela: masks \+\*\.mail0.*…$/);
  });

  it('of the shipped rules and themselves is none', () => {
    const parsed = parseRuleSet(shipped);
    if (!parsed.ok) throw new Error(parsed.problems.join());
    expect(lines(parsed.data, structuredClone(parsed.data))).toEqual([]);
  });
});
