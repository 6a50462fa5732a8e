import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import shipped from '../../../rules/shipped.json' with { type: 'json' };
import { compilePatterns } from '../../../shared/bounce/find-rule.ts';
import { foldReply } from '../../../shared/bounce/fold.ts';
import { isOfShortWords, shortExpression } from '../../../shared/bounce/short-expression.ts';
import { stepsOf } from '../../../shared/bounce/steps-of.ts';
import { samplesOf } from '../../../shared/lint/pattern-samples.ts';
import { readPattern } from '../../../shared/lint/pattern-tree.ts';
import { loadRuleSet } from '../../../shared/rules/load-rule-set.ts';
import { looksOf } from './support/backtrack.ts';

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
    ['a.{0,160}b.{0,160}c.{0,9}d', 128],
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

  it('of a shipped rule looks at no more characters than counted, in texts that lead it on and fail', () => {
    const folded = compilePatterns(bounces).map((pattern) => pattern.folded.replaceAll('\\"', '"'));
    const trees = folded.flatMap((text) => readPattern(text) ?? []);
    const counted = trees.filter((_, at) => at % 5 === 0);
    expect(counted.length).toBeGreaterThan(200);
    for (const tree of counted)
      for (const sample of samplesOf(tree).slice(0, 3))
        for (const [part, glue] of [
          [0.4, ''],
          [0.7, ' '],
          [0.95, ' '],
        ] as const) {
          const start = sample.slice(0, Math.max(1, Math.floor(sample.length * part)));
          const text = `${start}${glue}`.repeat(128).slice(0, 128);
          if (!isOfShortWords(text)) continue;
          const most = MOST_OF_COUNTED * stepsOf(tree, text.length);
          expect(looksOf(tree, text, Math.min(most + 1, 1_000_000))).toBeLessThanOrEqual(most);
        }
  });
});

/** Branches of texts that begin alike are counted as if one character told them apart. */
const MOST_OF_COUNTED = 3;
