import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import shipped from '../../../rules/shipped.json' with { type: 'json' };
import { bounceRuleSchema } from '../../../shared/rules/bounce-schema.ts';
import { parseRuleSet } from '../../../shared/rules/parse-rule-set.ts';
import { isPlainBounceRule, isPlainMxRule } from '../../../shared/rules/plain-rule.ts';
import { mxRuleSchema } from '../../../shared/rules/schema.ts';
import { bounceRule } from '../bounce/support/bounce-rules.ts';
import { rule, ruleSet } from './support/rule-sets.ts';

const MX_RULE = rule('vela', {
  scope: 'rule',
  group: 'sky',
  rate: '1200/h',
  limit: { slow: '10/min', boost: '9000/h' },
  cap: '5000/h',
  perDay: '20000/d',
  connections: { fast: 3 },
  messagesPerConnection: 20,
  pools: ['news', 'Bulk_2'],
  timeouts: { connect: '20s', other: '2min' },
  tls: 'required',
});
const BOUNCE_RULE = bounceRule('full', ['mailbox full'], {
  mx: ['*.vela.test'],
  blame: 'mailbox',
  temporary: 'unreachable',
  not: ['never'],
});

/** Values that are right in one place and wrong in others, or nowhere right. */
const value = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    0,
    1,
    1.5,
    100_001,
    '',
    ' ',
    ' x',
    'x',
    'Vela',
    'vela',
    '*.vela.test',
    '.vela.test',
    '1200/h',
    '0/h',
    '240/min',
    '20000/d',
    '10s',
    '10 s',
    'required',
    'rule',
    'hard',
    'soft',
    'ignored',
    'mailboxFull',
    'mailbox',
    'ab',
    'a\nb',
    'x'.repeat(1_001),
    'x'.repeat(2_001),
  ),
  fc.string({ maxLength: 4 }),
);
const change = fc.oneof(
  value,
  fc.array(value, { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('slow', 'boost', 'connect', 'data', 'never', '__proto__'), value, {
    maxKeys: 2,
  }),
);

const KINDS = [
  { kind: 'an MX rule', whole: MX_RULE, isPlain: isPlainMxRule, schema: mxRuleSchema },
  { kind: 'a bounce rule', whole: BOUNCE_RULE, isPlain: isPlainBounceRule, schema: bounceRuleSchema },
] as const;

describe.each(KINDS)('$kind that is taken for plain', ({ whole, isPlain, schema }) => {
  const fields = Object.keys(whole);

  it('is one with every field', () => {
    expect(isPlain(whole)).toBe(true);
  });

  it('is one that the schema accepts and leaves as it is, whatever is changed', () => {
    const changes = fc.dictionary(fc.constantFrom(...fields, 'other'), change, { minKeys: 1, maxKeys: 2 });
    const dropped = fc.subarray(fields, { maxLength: 2 });
    let plain = 0;
    const property = fc.property(changes, dropped, (some, without) => {
      const changed: Record<string, unknown> = { ...whole, ...some };
      for (const name of without) delete changed[name];
      if (!isPlain(changed)) return;
      plain += 1;
      expect(schema.safeParse(changed)).toEqual({ success: true, data: changed });
    });
    fc.assert(property, { numRuns: 20_000, seed: 4 });
    expect(plain).toBeGreaterThan(500);
  });

  it.each([undefined, null, 'rule', [], Object.create(null), new Map()])('is not %j', (other) =>
    expect(isPlain(other)).toBe(false),
  );
});

describe('the shipped rules', () => {
  it('are plain, but bounce rules without a reason: else a cold start takes longer', () => {
    expect(shipped.rules.filter((one) => !isPlainMxRule(one))).toEqual([]);
    expect(shipped.bounces.filter((one) => !isPlainBounceRule(one) && one.type !== 'ignored')).toEqual([]);
  });
});

describe('plain and other rules together', () => {
  it('stay in order, and a fault among them is told at its own place', () => {
    const doubtful = rule('orbit', { source: ' with spaces ' });
    const data = ruleSet([rule('a'), rule('b'), doubtful, rule('c')]);
    const parsed = parseRuleSet(data);
    expect(parsed.ok && parsed.data.rules.map(({ id, source }) => `${id}: ${source}`)).toEqual([
      'a: made up',
      'b: made up',
      'orbit: with spaces',
      'c: made up',
      'everyone-else: everybody',
    ]);
    const broken = { ...data, rules: data.rules.with(2, rule('orbit', { masks: ['Orbit'] })) };
    expect(parseRuleSet(broken)).toEqual({
      ok: false,
      problems: [`rule 'orbit': masks.0: mask 'Orbit' must be in lower case`],
    });
  });
});
