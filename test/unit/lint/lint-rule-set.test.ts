import { describe, expect, it } from 'vitest';
import shipped from '../../../rules/shipped.json' with { type: 'json' };
import { lintProblems } from '../../../shared/lint/lint-problems.ts';
import { lintRuleSet } from '../../../shared/lint/lint-rule-set.ts';
import type { SourceMap } from '../../../shared/lint/source-map.ts';
import { parseRuleSet } from '../../../shared/rules/parse-rule-set.ts';
import type { MxRuleData } from '../../../shared/rules/schema.ts';
import { bounceRule } from '../bounce/support/bounce-rules.ts';
import { rule, ruleSet } from '../rules/support/rule-sets.ts';
import { codesOf } from './support/models.ts';

/** Says what it was asked for, as a file. */
const echo: SourceMap = {
  whereOf: (...asked) => ({ file: asked.filter((part) => part !== undefined).join('/'), line: 7 }),
};

describe('the lint of a rule set of ours', () => {
  it('has nothing to say of a clean one', () => {
    const data = { ...ruleSet([rule('vela'), rule('orbit')]), bounces: [bounceRule('a', ['not wanted'])] };
    expect(lintRuleSet(data)).toEqual([]);
  });

  it('finds nothing in the shipped rules', () => {
    const parsed = parseRuleSet(shipped);
    expect(parsed.ok && lintRuleSet(parsed.data)).toEqual([]);
  });

  it.each<[string, readonly MxRuleData[], readonly string[]]>([
    [
      'an example that an earlier rule takes',
      [rule('early', { masks: ['*.early.test', '*.vela.*'] }), rule('vela')],
      ['mx-unreachable vela'],
    ],
    ['a mask twice', [rule('vela', { masks: ['*.vela.test', '*.vela.test'] })], ['mx-mask-duplicate vela']],
    [
      'one operator under two rules',
      [
        rule('vela', { masks: ['*.in.vela.test'], examples: ['mx.in.vela.test'] }),
        rule('late', { masks: ['mx.vela.test'], examples: ['mx.vela.test'] }),
      ],
      ['mx-operator-split late'],
    ],
    [
      'one operator under two groups that are written out',
      [rule('vela', { masks: ['*.in.vela.test'], group: 'in' }), rule('late', { masks: ['mx.vela.test'] })],
      [],
    ],
    [
      'one operator counted by host',
      [rule('vela', { masks: ['*.in.vela.test'], scope: 'host' }), rule('late', { masks: ['mx.vela.test'] })],
      [],
    ],
    [
      'a limit beyond its connections',
      [rule('vela', { connections: 1, messagesPerConnection: 1, limit: '3001/h' })],
      Array(5).fill('limits-not-met vela'),
    ],
    ['no source', [rule('vela', { source: 'TODO' })], ['source-missing vela']],
  ])('with %s', (_, rules, codes) => expect(codesOf(lintRuleSet(ruleSet(rules)))).toEqual(codes));

  it('tells where the field stands that is wrong', () => {
    const early = rule('early', { masks: ['*.early.test', '*.vela.test'] });
    const late = rule('vela', { masks: ['mx.late.test', 'mx.vela.test'], group: 'vela' });
    const bounces = [bounceRule('full', ['is full'], { examples: ['is full', 'is fool'] })];
    expect(
      lintRuleSet({ ...ruleSet([early, late]), bounces }, echo).map(({ file, line }) => `${file}:${line}`),
    ).toEqual(['rules/vela/masks/1:7', 'bounces/full/examples/1:7']);
  });
});

describe('what parsing refuses', () => {
  const told = (problem: string) => {
    const [{ code, rule: id, file, line } = {}] = lintProblems([problem], echo, { file: 'set.json' });
    return [code, id, file, line];
  };

  it.each([
    ["rule 'vela': masks.1: mask 'a.' ends with a dot", ['mx-mask-no-name', 'vela', 'rules/vela/masks/1', 7]],
    ["rule 'vela': source: is missing", ['not-valid', 'vela', 'rules/vela/source', 7]],
    ["rule 'vela': connections.slow: is missing", ['not-valid', 'vela', 'rules/vela/connections', 7]],
    ["rule 'vela': class 'x' is not defined", ['not-valid', 'vela', 'rules/vela', 7]],
    ["bounce rule 'full': there is more than one of this id", ['not-valid', 'full', 'bounces/full', 7]],
    ['levels.slow: is missing', ['not-valid', undefined, 'set.json', undefined]],
  ])('is a finding: %s', (problem, finding) => expect(told(problem)).toEqual(finding));
});
