import { describe, expect, it } from 'vitest';
import { lint } from '../../../shared/lint/lint.ts';
import type { LintLimits, LintMxRule } from '../../../shared/lint/model.ts';
import { codesIn, model, mxRule, texts } from './support/models.ts';

const limits = (more: LintLimits = {}): readonly LintLimits[] => [
  { connections: 5, messagesPerConnection: 20, messages: 1_200, ...more },
];

const vela = mxRule('vela', ['*.vela.test']);

describe('the lint of MX rules', () => {
  it('has nothing to say of clean ones', () => {
    const rules = [vela, mxRule('orbit', ['mx?.orbit.test', '*.orbit.example'], { limits: limits() })];
    expect(codesIn({ mx: [...rules, mxRule('all', ['*'])] })).toEqual([]);
  });

  it.each([
    '.vela.test',
    'vela.test.',
    '*.vela.test.',
    'mx vela.test',
    '*..vela.test',
    'MX.vela.test',
    'smtp://mx.vela.test',
    'mx.vela.test:25',
    '^mx\\d.vela.test$',
    '-mx.vela.test',
    'mx-.vela.test',
    `${'a'.repeat(64)}.vela.test`,
    '192.0.2.*.1',
  ])("says of the mask '%s' that it fits no name", (mask) => {
    expect(codesIn({ mx: [mxRule('vela', [mask])] })).toEqual(['mx-mask-no-name vela']);
  });

  it.each<[string, readonly LintMxRule[], readonly string[]]>([
    ['a mask twice in one rule', [mxRule('vela', ['a.test', 'a.test'])], ['mx-mask-duplicate vela']],
    ['a mask of another rule again', [vela, mxRule('late', ['*.vela.test'])], ['mx-mask-duplicate late']],
    [
      'a mask of another rule with other limits',
      [{ ...vela, limits: limits() }, mxRule('late', ['*.vela.test'], { limits: limits({ messages: 900 }) })],
      ['mx-mask-contradictory late'],
    ],
    [
      'a rule whose masks are all taken',
      [vela, mxRule('late', ['mx.vela.test', '*.in.vela.test'])],
      ['mx-unreachable late'],
    ],
    [
      'a rule of which one mask is taken',
      [vela, mxRule('late', ['mx.vela.test', 'mx.late.test'])],
      ['mx-shadowed late'],
    ],
    [
      'an example that another rule takes',
      [mxRule('early', ['mx1.*']), mxRule('late', ['*.late.test'], { examples: texts('mx1.late.test') })],
      ['mx-shadowed late'],
    ],
    ['a rule with nothing to match', [mxRule('dead', [])], ['provider-never-matches dead']],
  ])('finds %s', (_, mx, codes) => expect(codesIn({ mx })).toEqual(codes));

  it.each<[string, readonly LintMxRule[]]>([
    ['a rule for domains of recipients', [mxRule('a', [], { domains: texts('a.test') })]],
    ['the default', [mxRule('default', [], { isDefault: true })]],
    ['a wide mask behind one that takes some of it', [mxRule('some', ['*x*.vela.test']), vela]],
    ['a narrow mask before a wide one', [mxRule('narrow', ['mx.vela.test']), vela]],
    [
      'a rule for one pool before one for all',
      [{ ...vela, pools: ['news'] }, mxRule('late', ['mx.vela.test'])],
    ],
    [
      'a rule for one pool before one for another',
      [{ ...vela, pools: ['news'] }, mxRule('late', ['mx.vela.test'], { pools: ['shop', 'news'] })],
    ],
  ])('lets %s be', (_, mx) => expect(codesIn({ mx })).toEqual([]));

  it('takes a rule for more pools for one that shadows', () => {
    const late = mxRule('late', ['mx.vela.test'], { pools: ['news'] });
    expect(codesIn({ mx: [{ ...vela, pools: ['shop', 'news'] }, late] })).toEqual(['mx-unreachable late']);
  });
});

describe('one operator', () => {
  const rule = (id: string, mask: string, more: Partial<LintMxRule> = {}) =>
    mxRule(id, [mask], { counter: id, ...more });

  it.each<[string, LintMxRule, readonly string[]]>([
    ['under two counters', rule('b', 'mx?.b.vela.co.uk'), ['mx-operator-split b']],
    ['under one counter', rule('b', '*.b.vela.co.uk', { counter: 'a' }), []],
    ['under two counters by choice', rule('b', '*.b.vela.co.uk', { isCounterChosen: true }), []],
    ['counted by host', mxRule('b', ['*.b.vela.co.uk']), []],
    ['beside another of the same suffix', rule('b', '*.b.co.uk'), []],
    ['beside a mask that leaves the operator open', rule('b', 'mx.vela.*'), []],
  ])('%s', (_, other, codes) => expect(codesIn({ mx: [rule('a', '*.a.vela.co.uk'), other] })).toEqual(codes));
});

describe('limits', () => {
  it.each<[string, LintLimits, readonly string[]]>([
    ['that fit', {}, []],
    [
      'a connection that cannot carry the rate',
      { connections: 1, messagesPerConnection: 1, messages: 3_001 },
      ['limits-not-met a'],
    ],
    ['a connection that just carries it', { connections: 1, messagesPerConnection: 1, messages: 3_000 }, []],
    [
      'the same a minute',
      { connections: 1, messagesPerConnection: 1, messages: 51, periodSeconds: 60 },
      ['limits-not-met a'],
    ],
    [
      'a rate a second beyond its connections',
      { connections: 1, messagesPerConnection: 1, messages: 1, periodSeconds: 1 },
      ['limits-not-met a'],
    ],
    ['a day of more than 24 hours', { perDay: 28_801 }, ['limits-not-met a']],
    ['a day of 24 hours', { perDay: 28_800 }, []],
    ['a burst above the hour', { connections: 61, messagesPerConnection: 20 }, ['limits-unused a']],
    ['a burst above a minute alone', { connections: 5, messages: 60, periodSeconds: 60 }, []],
  ])('%s', (_, more, codes) => {
    expect(codesIn({ mx: [mxRule('a', ['*.a.test'], { limits: limits(more) })] })).toEqual(codes);
  });

  it('of a level are told with its name, and half-known ones not at all', () => {
    const named = mxRule('a', ['*.a.test'], {
      limits: [{ name: 'boost', messages: 10, perDay: 241 }, { connections: 9 }],
    });
    expect(lint(model({ mx: [named] })).map(({ message }) => message)).toEqual([
      `rule 'a' at level boost: 241 a day are more than 10 an hour ever make (240)`,
    ]);
  });
});
