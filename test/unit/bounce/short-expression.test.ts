import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import shipped from '../../../rules/shipped.json' with { type: 'json' };
import { compilePatterns } from '../../../shared/bounce/find-rule.ts';
import { foldReply } from '../../../shared/bounce/fold.ts';
import { isOfShortWords, shortExpression } from '../../../shared/bounce/short-expression.ts';
import { loadRuleSet } from '../../../shared/rules/load-rule-set.ts';

const { bounces } = loadRuleSet(shipped);

describe('a short expression', () => {
  it.each([
    ['mailbox (?:is )?full', 512],
    ['user \\w+ unknown', 512],
    ['over (?:\\w+ ){0,4}quota', 512],
    ['(?:users?|accounts?|a name)(?: [^ ]+)?(?: (?:has|have|is|was|been)){0,5} (?:gone|unknown)', 512],
    ['mailbox.{0,60}full', 512],
    ['mailbox.*full', 512],
    ['mailbox (?:is )+full', 512],
    ['a.{0,160}b.{0,160}c', 256],
    ['a.{0,60}b.{0,60}c(?: [a-z ]+ ){0,2}d', undefined],
    ['words (?:\\w+.?){0,20}full', undefined],
    ['(?:(?:a{0,9}){0,9}){0,9}b', undefined],
    ['(?:a|b|ab){0,30}c', undefined],
  ])('of %s is for replies of up to %s characters: longer ones could take too long', (pattern, upTo) =>
    expect(shortExpression(pattern)?.upTo).toBe(upTo),
  );

  it.each([
    ['look-around, which no engine of linear time has', 'user(?= unknown)'],
    ['a back-reference', '(user) \\1'],
    ['an escape that JavaScript does not know', '\\Auser'],
    ['a group that JavaScript does not know', '(?P<who>user)'],
  ])('is not made of %s', (_, pattern) => expect(shortExpression(pattern)).toBeUndefined());

  it('leaves out the escapes of characters that need none', () =>
    expect(shortExpression(String.raw`[\"'] \<a\\b\.\"`)?.expression.source).toBe(String.raw`["'] <a\\b\."`));

  it.each([
    ['x'.repeat(64), true],
    ['x'.repeat(65), false],
    [`${'x'.repeat(64)} ${'x'.repeat(64)}`, true],
    [`${'x'.repeat(60)} ${'x'.repeat(65)}`, false],
    ['x '.repeat(1_000), true],
  ])('judges replies of short words alone', (text, isShort) => expect(isOfShortWords(text)).toBe(isShort));

  it('is in a short text exactly when the pattern is', () => {
    const pairs = compilePatterns(bounces).flatMap((pattern) => {
      const short = pattern.short();
      return short ? [{ ...short, linear: pattern.expression() }] : [];
    });
    expect(pairs.length).toBeGreaterThan(0.9 * bounces.flatMap(({ patterns }) => patterns).length);
    const examples = bounces.flatMap(({ examples }) => examples.map(foldReply));
    const words = examples.flatMap((text) => text.split(' '));
    const texts = fc
      .array(fc.constantFrom(...words), { minLength: 1, maxLength: 30 })
      .map((some) => some.join(' '))
      .filter(isOfShortWords);
    const property = fc.property(texts, fc.constantFrom(...pairs), (text, { expression, upTo, linear }) => {
      if (text.length <= upTo) expect(expression.test(text)).toBe(linear.test(text));
    });
    fc.assert(property, { numRuns: 20_000, seed: 6 });
    for (const text of examples.filter((_, at) => at % 7 === 0).filter(isOfShortWords))
      for (const { expression, upTo, linear } of pairs)
        if (text.length <= upTo) expect(expression.test(text)).toBe(linear.test(text));
  });

  it('costs little on the worst of the texts that it is for', () => {
    const shorts = compilePatterns(bounces).flatMap(({ short }) => short() ?? []);
    const parts = [
      'mailbox ',
      'user ',
      'a',
      '5.1.1 ',
      'no ',
      'a@',
      'address is ',
      '. ',
      'mail mailbox user ',
    ];
    const startedAt = process.cpuUsage();
    for (const part of parts)
      for (const { expression, upTo } of shorts) {
        const text = part.repeat(upTo).slice(0, upTo);
        if (isOfShortWords(text)) expression.test(text);
        expression.test(`${part.repeat(upTo).replaceAll(/([^ ]{60})/g, '$1 ')}`.slice(0, upTo));
      }
    expect(process.cpuUsage(startedAt).user).toBeLessThan(4_000_000);
  });
});
