import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import shipped from '../../../rules/shipped.json' with { type: 'json' };
import {
  BouncePatternError,
  compilePatterns,
  createFindRule,
  fits,
} from '../../../shared/bounce/find-rule.ts';
import { foldReply } from '../../../shared/bounce/fold.ts';
import { createLiteralIndex } from '../../../shared/bounce/literal-index.ts';
import type { BounceRuleData } from '../../../shared/rules/bounce-schema.ts';
import { loadRuleSet } from '../../../shared/rules/load-rule-set.ts';
import { bounceRule } from './support/bounce-rules.ts';

describe('literals in a text', () => {
  const literals = ['he', 'she', 'his', 'hers', 'e', 'ushe', '\u3042\u3044', ''];
  const index = createLiteralIndex(literals);

  it.each([
    ['ushers', ['he', 'she', 'hers', 'e', 'ushe']],
    ['his', ['his']],
    ['xyz', []],
    ['', []],
    ['hhe hehe', ['he', 'e']],
    ['あいう', ['\u3042\u3044']],
  ])('%s are all found in one pass, each once', (text, found) => {
    expect([...index.search(text)].sort().map((of) => literals[of])).toEqual(found);
    expect(literals.filter((_, of) => index.holds(of))).toEqual(found);
  });

  it('are the ones that looking for each by itself finds', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 5 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), maxLength: 30 });
    const property = fc.property(fc.uniqueArray(word, { maxLength: 12 }), text, (words, hay) => {
      const found = createLiteralIndex(words).search(hay);
      expect([...found].sort((one, other) => one - other)).toEqual(
        words.flatMap((needle, of) => (hay.includes(needle) ? [of] : [])),
      );
    });
    fc.assert(property, { numRuns: 2_000, seed: 1 });
  });

  it.each([
    ['long ones are told apart by their ends', ['the recipient address is unknown', 'unknown'], 1_000],
    ['many are told apart by less', ['a word that nothing else ends with', 'with'], 60_000],
  ])('are never missed: %s', (_, some, count) => {
    const words = Array.from({ length: count }, (_, at) => `${(at * 7_919) % 99_991} is the number of ${at}`);
    const found = createLiteralIndex([...words, ...some]);
    for (const text of [...some, ...words.filter((_, at) => at % 997 === 0)])
      expect(found.search(`so ${text}.`)).toContain([...words, ...some].indexOf(text));
  });
});

/** By trying every pattern of every rule. */
function findPlainly(rules: readonly BounceRuleData[], folded: string, host?: string): string | undefined {
  return compilePatterns(rules).find((pattern) => fits(pattern, folded, host))?.rule.id;
}

const atom = fc.constantFrom(
  ...[
    'user',
    'unknown',
    'full',
    'mail',
    'box',
    ' ',
    ' ',
    'a',
    'x',
    '.',
    '[a-m]',
    '[^ ]',
    '\\b',
    '\\d',
    '\\.',
    '5',
  ],
);
const suffix = fc.constantFrom('', '', '', '', '?', '*', '+', '{0,1}', '{2}', '{1,}', '+?');
const piece: fc.Arbitrary<string> = fc.letrec<{ readonly piece: string }>((tie) => ({
  piece: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    atom,
    fc
      .tuple(fc.array(tie('piece'), { minLength: 1, maxLength: 3 }), suffix)
      .map(([parts, end]) => `(?:${parts.join('')})${end}`),
    fc.tuple(tie('piece'), tie('piece')).map(([one, other]) => `(${one}|${other})`),
    fc.tuple(fc.constantFrom('a', 'x', '.', '[a-m]'), suffix).map((parts) => parts.join('')),
  ),
})).piece;
const branch = fc.array(piece, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));
const pattern = fc.oneof(
  branch,
  branch,
  fc.tuple(branch, branch).map((branches) => branches.join('|')),
);
const text = fc
  .array(
    fc.constantFrom(
      'user',
      'unknown',
      'full',
      'mail',
      'box',
      ' ',
      'a',
      'x',
      '.',
      '5',
      'userunknown',
      'mailbox',
    ),
    {
      maxLength: 12,
    },
  )
  .map((parts) => parts.join(''));

describe('the first rule that fits', () => {
  it('is the one that trying all patterns in order finds', () => {
    const rules = fc.array(fc.array(pattern, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 4 });
    const property = fc.property(rules, fc.array(text, { minLength: 1, maxLength: 6 }), (lists, texts) => {
      const data = lists.map((patterns, at) =>
        bounceRule(`rule-${at}`, patterns, at % 3 === 2 ? { mx: ['*.example.com'] } : {}),
      );
      const find = createFindRule(data);
      for (const one of texts)
        for (const host of [undefined, 'mx.example.com', 'mx.example.org'])
          expect(find(one, host)?.id).toBe(findPlainly(data, one, host));
    });
    fc.assert(property, { numRuns: 500, seed: 3 });
  });

  it('of the shipped rules is the one that trying all patterns in order finds, whatever becomes of a reply', () => {
    const { bounces } = loadRuleSet(shipped);
    const all = compilePatterns(bounces);
    const find = createFindRule(bounces);
    const replies = bounces.flatMap(({ examples, not = [] }) => [...examples, ...not]);
    const word = fc.constantFrom(...new Set(replies.flatMap((reply) => reply.split(' '))));
    const mutated = fc
      .tuple(fc.constantFrom(...replies), fc.array(fc.tuple(fc.nat(40), fc.option(word)), { maxLength: 4 }))
      .map(([reply, changes]) => {
        const words = reply.split(' ');
        for (const [at, other] of changes) words.splice(at % (words.length + 1), other ? 0 : 1, other ?? '');
        return foldReply(words.join(' '));
      });
    const property = fc.property(mutated, fc.constantFrom(undefined, 'mx.google.com'), (reply, host) => {
      expect(find(reply, host)?.id).toBe(all.find((pattern) => fits(pattern, reply, host))?.rule.id);
    });
    fc.assert(property, { numRuns: 3_000, seed: 8 });
  });

  it('is for the host that spoke, and passed over when nobody knows which', () => {
    const find = createFindRule([
      bounceRule('theirs', ['not now'], { mx: ['*.velamail.test', 'mx.orbit.test'] }),
      bounceRule('anybody', ['not']),
    ]);
    expect(find('not now', 'mx1.velamail.test')?.id).toBe('theirs');
    expect(find('not now', 'mx.orbit.test')?.id).toBe('theirs');
    expect(find('not now', 'mx.example.com')?.id).toBe('anybody');
    expect(find('not now')?.id).toBe('anybody');
  });

  it.each([
    ['(?=look)ahead', 'look-around'],
    ['(a)\\1', 'a back-reference'],
    ['(open', 'an open bracket'],
    ['a**', 'a repeated repeat'],
  ])('needs patterns of linear time: %s has %s', (broken) => {
    const make = () => compilePatterns([bounceRule('good', ['fine']), bounceRule('bad', ['fine', broken])]);
    expect(make).toThrow(BouncePatternError);
    expect(make).toThrow(`bounce rule 'bad': pattern '${broken}': `);
  });
});
