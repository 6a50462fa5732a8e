import { describe, expect, it } from 'vitest';
import { compileRuleSet } from '../../../shared/rules/compile.ts';
import type { MxRuleData } from '../../../shared/rules/schema.ts';
import { THROUGHPUT_LEVELS } from '../../../shared/settings/settings.ts';
import { rule, ruleSet } from './support/rule-sets.ts';

const compiled = (more: Partial<MxRuleData>) => {
  const set = compileRuleSet(ruleSet([rule('vela', more)]));
  return { set, vela: set.match('mx.vela.test') };
};
const messagesOf = (more: Partial<MxRuleData>) => {
  const { set, vela } = compiled(more);
  return THROUGHPUT_LEVELS.map((level) => set.limits(vela, level).messages);
};

describe('a compiled rule set', () => {
  it('finds the first rule in order, and everybody else at the end', () => {
    const set = compileRuleSet(
      ruleSet([rule('one', { masks: ['mx.shared.test'] }), rule('two', { masks: ['*.shared.test'] })]),
    );
    expect(set.match('mx.shared.test').id).toBe('one');
    expect(set.match('mx2.shared.test').id).toBe('two');
    expect(set.match('mx.other.test').id).toBe('everyone-else');
    expect(set.match('').id).toBe('everyone-else');
  });

  it('fills scope and group in', () => {
    expect(compiled({}).vela).toEqual({
      id: 'vela',
      masks: ['*.vela.test'],
      scope: 'rule',
      group: 'vela',
      class: 'large',
      timeouts: { connect: 10_000, data: 240_000, other: 60_000 },
      tls: 'default',
      source: 'made up',
    });
    expect(compiled({ group: 'sky' }).vela.group).toBe('sky');
    expect(compiled({ scope: 'host' }).vela.scope).toBe('host');
  });

  it.each<[string, Partial<MxRuleData>, readonly number[]]>([
    ['the class', {}, [240, 1_200, 4_800, 12_000, 30_000]],
    ['its own rate', { rate: '601/h' }, [120, 601, 2_404, 6_010, 15_025]],
    ['one limit', { limit: '240/min' }, [240, 240, 240, 240, 240]],
    ['a limit at some levels', { limit: { slow: '7/h', boost: '9000/h' } }, [7, 1_200, 4_800, 12_000, 9_000]],
    ['a cap', { cap: '5000/h' }, [240, 1_200, 4_800, 5_000, 5_000]],
    ['a cap above its limit', { limit: '10/h', cap: '11/h' }, [10, 10, 10, 10, 10]],
    ['a cap below its limit', { limit: '10/h', cap: '9/h' }, [9, 9, 9, 9, 9]],
  ])('takes messages per level from %s', (_, more, messages) => {
    expect(messagesOf(more)).toEqual(messages);
  });

  it('keeps the period of the limit', () => {
    const { set, vela } = compiled({ limit: { slow: '30/min' } });
    expect(set.limits(vela, 'slow').period).toBe('minute');
    expect(set.limits(vela, 'normal').period).toBe('hour');
  });

  it('takes connections, mails per connection and the day from the rule, then the class', () => {
    const { set, vela } = compiled({
      connections: { boost: 12 },
      messagesPerConnection: 5,
      perDay: { slow: '2000/d' },
    });
    expect(set.limits(vela, 'slow')).toEqual({
      messages: 240,
      period: 'hour',
      perDay: 2_000,
      connections: 2,
      messagesPerConnection: 5,
    });
    expect(set.limits(vela, 'boost')).toEqual({
      messages: 30_000,
      period: 'hour',
      connections: 12,
      messagesPerConnection: 5,
    });
  });

  it('throws for a rule that it does not hold', () => {
    const { set, vela } = compiled({});
    expect(() => set.limits({ ...vela, id: 'other' }, 'slow')).toThrow(RangeError);
  });
});
