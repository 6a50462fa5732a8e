import { describe, expect, it } from 'vitest';
import { lintRuleSet } from '../../../shared/rules/lint.ts';
import { rule, ruleSet } from './support/rule-sets.ts';

describe('the lint of a rule set', () => {
  it('has nothing to say of a clean one', () => {
    expect(lintRuleSet(ruleSet([rule('vela'), rule('orbit')]))).toEqual([]);
  });

  it('names the rule that takes the example of a later one', () => {
    const early = rule('early', { masks: ['*.early.test', '*.vela.test'] });
    expect(lintRuleSet(ruleSet([early, rule('vela', { masks: ['mx.vela.test'] })]))).toEqual([
      `rule 'vela': example 'mx.vela.test' goes to rule 'early', which comes first`,
    ]);
  });

  it('finds a mask that stands twice', () => {
    const twice = rule('vela', { masks: ['*.vela.test', '*.vela.test'] });
    expect(lintRuleSet(ruleSet([twice]))).toEqual([
      `rule 'vela': mask '*.vela.test' stands before already and is never reached here`,
    ]);
  });
});
