import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import shipped from '../../../rules/shipped.json' with { type: 'json' };
import { compilePatterns } from '../../../shared/bounce/find-rule.ts';
import { foldReply } from '../../../shared/bounce/fold.ts';
import {
  isShortReply,
  SHORT_REPLY,
  shortExpression,
  TINY_REPLY,
} from '../../../shared/bounce/short-expression.ts';
import { loadRuleSet } from '../../../shared/rules/load-rule-set.ts';

const { bounces } = loadRuleSet(shipped);

describe('a short expression', () => {
  it.each([
    ['mailbox (?:is )?full', 'mailbox (?:is )?full'],
    ['user \\w+ unknown', 'user \\w{1,64} unknown'],
    ['host [^ ]*:', 'host [^ ]{0,64}:'],
    ['over (?:\\w+ ){0,4}quota', 'over (?:\\w{1,64} ){0,4}quota'],
    ['ящик\\p{L}*', 'ящик\\p{L}{0,64}'],
  ])('of %s is %s', (pattern, short) => expect(shortExpression(pattern)?.source).toBe(short));

  it.each([
    ['a gap without end', 'mailbox.*full'],
    ['a class with the space without end', 'mailbox [a-z ]+ full'],
    ['a group without end', 'mailbox (?:is )+full'],
    ['gaps that multiply', 'a.{0,60}b.{0,60}c.{0,60}d'],
    ['words that multiply', '(?:\\w+.?){0,20}full'],
    ['look-around, which no engine of linear time has', 'user(?= unknown)'],
    ['a back-reference', '(user) \\1'],
    ['an escape that JavaScript does not know', '\\Auser'],
  ])('is not made of %s', (_, pattern) => expect(shortExpression(pattern)).toBeUndefined());

  it.each([
    ['x'.repeat(64), true],
    ['x'.repeat(65), false],
    ['x '.repeat(SHORT_REPLY / 2), true],
    [`${'x '.repeat(SHORT_REPLY / 2)}x`, false],
  ])('judges short replies of short words alone', (text, isShort) =>
    expect(isShortReply(text)).toBe(isShort),
  );

  it('is in a short text exactly when the pattern is', () => {
    const pairs = compilePatterns(bounces).flatMap((pattern) => {
      const short = pattern.short();
      return short ? [{ short, expression: pattern.expression() }] : [];
    });
    expect(pairs.length).toBeGreaterThan(500);
    const words = bounces.flatMap(({ examples }) => examples).flatMap((text) => foldReply(text).split(' '));
    const texts = fc
      .array(fc.constantFrom(...words), { minLength: 1, maxLength: 30 })
      .map((some) => some.join(' '))
      .filter(isShortReply);
    const property = fc.property(texts, fc.constantFrom(...pairs), (text, { short, expression }) => {
      expect(short.test(text)).toBe(expression.test(text));
    });
    fc.assert(property, { numRuns: 20_000, seed: 6 });
    const known = bounces.flatMap(({ examples }) => examples.map(foldReply)).filter(isShortReply);
    for (const text of known.filter((_, at) => at % 7 === 0))
      for (const { short, expression } of pairs) expect(short.test(text)).toBe(expression.test(text));
  });

  it('of a tiny reply is in it exactly when the pattern is', () => {
    const pairs = compilePatterns(bounces).flatMap((pattern) => {
      const tiny = pattern.short() ? undefined : pattern.tiny();
      return tiny ? [{ tiny, expression: pattern.expression() }] : [];
    });
    expect(pairs.length).toBeGreaterThan(10);
    const known = bounces.flatMap(({ examples }) => examples.map(foldReply));
    for (const text of known.filter((text) => text.length <= TINY_REPLY && isShortReply(text)))
      for (const { tiny, expression } of pairs) expect(tiny.test(text)).toBe(expression.test(text));
  });

  it('costs little on the worst of short texts', () => {
    const shorts = compilePatterns(bounces).flatMap(({ short }) => short() ?? []);
    const worst = ['mailbox ', 'user ', 'a', '5.1.1 ', 'no '].map((part) =>
      part.repeat(SHORT_REPLY).slice(0, SHORT_REPLY),
    );
    const startedAt = process.cpuUsage();
    for (const text of worst) for (const short of shorts) short.test(text);
    expect(process.cpuUsage(startedAt).user).toBeLessThan(2_000_000);
  });
});
