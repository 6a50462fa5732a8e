import { describe, expect, it } from 'vitest';
import { createClassifier } from '../../../shared/bounce/create-classifier.ts';
import { lint } from '../../../shared/lint/lint.ts';
import type { LintBounceRule, LintEngine } from '../../../shared/lint/model.ts';
import { bounceRule } from '../bounce/support/bounce-rules.ts';
import { automation, codesIn, codesOf, judge, model, texts } from './support/models.ts';

const OURS: LintEngine = { isFolded: true, hasExamples: true };
const FIRES: LintEngine = { allMatchesFire: true, windowIsDuration: true, actions: ['suspend', 'set'] };
const HOUR = 3_600;

const full = judge('full', ['is full', 'over quota'], { examples: texts('Mailbox is full') });

describe('the order of bounce rules', () => {
  it.each<[string, readonly LintBounceRule[], readonly string[]]>([
    ['its own example', [full], []],
    ['an example in other letters', [{ ...full, examples: texts('MAILBOX  IS\tFULL') }], []],
    [
      'an example that no pattern is in',
      [{ ...full, examples: texts('mailbox fool') }],
      ['bounce-never-matches-example full'],
    ],
    [
      'an example that an earlier rule takes',
      [full, judge('late', ['mailbox \\w+ full'], { examples: texts('mailbox is full') })],
      ['bounce-shadowed late'],
    ],
    [
      'an example that a later rule matches too',
      [full, judge('late', ['mailbox (?:is|moved)'], { examples: texts('mailbox moved') })],
      [],
    ],
    [
      'an earlier rule for another host',
      [
        { ...full, mx: ['*.a.test'], examples: texts('is full') },
        judge('late', ['is full'], { examples: texts('is full') }),
      ],
      [],
    ],
    [
      'an earlier rule for the same host',
      [
        { ...full, mx: ['*.test'], examples: texts('is full') },
        judge('late', ['is full'], { mx: ['mx.a.test'], examples: texts('is full') }),
      ],
      ['bounce-shadowed late'],
    ],
    [
      'a reply under not',
      [{ ...full, counterExamples: texts('the moon is full') }],
      ['bounce-takes-counter-example full'],
    ],
    [
      'a reply under not that an earlier rule takes',
      [
        judge('moon', ['moon is'], { examples: texts('the moon is') }),
        { ...full, counterExamples: texts('the moon is full') },
      ],
      [],
    ],
    [
      'overlaps that the order resolves',
      [full, judge('late', ['mailbox is full'], { examples: texts('mailbox is full') })],
      ['bounce-shadowed late'],
    ],
  ])('with %s', (_, bounces, codes) => expect(codesIn({ engine: OURS, bounces })).toEqual(codes));

  it('shows the reply that both match', () => {
    const late = judge('late', ['mailbox is'], { examples: texts('mailbox is full') });
    expect(lint(model({ engine: OURS, bounces: [full, late] }))[0]?.message).toBe(
      `example 'mailbox is full' of rule 'late' goes to rule 'full', whose pattern 'is full' comes first`,
    );
  });
});

describe('rules of a format without examples', () => {
  it.each<[string, LintBounceRule, readonly string[]]>([
    ['a status that an earlier class takes', judge('b', ['[245]\\.5\\.3']), ['bounce-covered b']],
    ['a status of its own', judge('b', ['[245]\\.6\\.3']), []],
    ['a branch of its own', judge('b', ['[245]\\.5\\.3|too many recipients']), []],
    ['the same pattern', judge('b', ['[245]\\.5\\.\\d+']), ['bounce-repeated b']],
    [
      'a gap before what the earlier asks for',
      judge('b', ['^550.+5\\.5\\.0 content refused']),
      ['bounce-covered b'],
    ],
  ])('%s', (_, late, codes) => {
    expect(codesIn({ bounces: [judge('a', ['[245]\\.5\\.\\d+']), late] })).toEqual(codes);
  });

  it.each([
    ['User Unknown', 'user unknown at'],
    ['user unknown', 'USER UNKNOWN at'],
    ['\\d{3}', '550 gone away'],
  ])("'%s' is found in '%s', whatever the case and whether or not it has words", (early, late) => {
    expect(codesIn({ bounces: [judge('a', [early]), judge('b', [late])] })).toEqual(['bounce-covered b']);
  });

  it('are compared within one rule no more than within one provider', () => {
    expect(codesIn({ bounces: [judge('a', ['user unknown', 'user unknown at'])] })).toEqual([]);
    const early = judge('a', ['user unknown'], { provider: 'vela' });
    expect(codesIn({ bounces: [early, judge('b', ['user unknown at'], { provider: 'orbit' })] })).toEqual([]);
    expect(codesIn({ bounces: [early, judge('b', ['user unknown at'], { provider: 'vela' })] })).toEqual([
      'bounce-covered b',
    ]);
  });
});

describe('automations that all fire', () => {
  const busy = automation('a', 'server busy');
  const limited = { action: 'set max_message_rate=1/min', threshold: { count: 3, windowSeconds: HOUR } };
  it.each<[string, LintBounceRule, readonly string[]]>([
    ['of one pattern and two actions', automation('b', 'server busy', limited), ['action-repeated b']],
    ['of two patterns', automation('b', 'too many connections', limited), []],
    [
      'of one pattern for two providers',
      automation('b', 'server busy', { ...limited, provider: 'orbit' }),
      [],
    ],
    [
      'of which one is later and does the same',
      automation('b', 'server busy now', { threshold: { count: 6, windowSeconds: HOUR } }),
      ['action-covered b'],
    ],
    [
      'of which one is later and does it for longer',
      automation('b', 'server busy now', {
        threshold: { count: 6, windowSeconds: HOUR },
        durationSeconds: 2 * HOUR,
      }),
      ['window-differs b'],
    ],
    [
      'of which the narrower is sooner',
      automation('b', 'server busy now', { threshold: { count: 2, windowSeconds: HOUR } }),
      [],
    ],
    ['of which one sees more', automation('b', '(?:server|system) busy'), ['action-covered a']],
  ])('%s', (_, other, codes) => {
    const first = other.provider ? { ...busy, provider: 'vela' } : busy;
    expect(codesIn({ engine: FIRES, bounces: [first, other] })).toEqual(codes);
  });

  it('do nothing to each other where the first one ends the search', () => {
    const { allMatchesFire: _, ...first } = FIRES;
    expect(codesIn({ engine: first, bounces: [busy, automation('b', 'server busy', limited)] })).toEqual([]);
  });

  it.each<[string, Partial<LintBounceRule>, LintEngine, readonly string[]]>([
    ['as long as its duration', {}, FIRES, []],
    ['shorter', { durationSeconds: 2 * HOUR }, FIRES, ['window-differs a']],
    [
      'shorter, in a system that keeps to it',
      { durationSeconds: 2 * HOUR },
      { ...FIRES, windowIsDuration: false },
      [],
    ],
    [
      'of a first hit',
      { durationSeconds: 2 * HOUR, threshold: { count: 1, windowSeconds: HOUR } },
      FIRES,
      [],
    ],
  ])('have a window %s', (_, more, engine, codes) => {
    expect(codesIn({ engine, bounces: [automation('a', 'server busy', more)] })).toEqual(codes);
  });

  it('do something that exists', () => {
    expect(
      codesIn({ engine: FIRES, bounces: [automation('a', 'server busy', { action: 'suspnd' })] }),
    ).toEqual(['action-unknown a']);
  });

  it('match the reply they were written for', () => {
    const dead = automation('a', '\\\\[HCM1\\\\] deferred', { examples: texts('421 [HCM1] deferred') });
    expect(codesIn({ engine: FIRES, bounces: [dead] })).toEqual([
      'bounce-double-escape a',
      'bounce-never-matches-example a',
    ]);
  });
});

describe('the meaning of bounce rules', () => {
  it.each<[string, Partial<LintBounceRule>, readonly string[]]>([
    ['hard for an unknown user', { type: 'hard', reason: 'userUnknown' }, []],
    ['hard for a full mailbox', { type: 'hard', reason: 'mailboxFull' }, ['bounce-hard-reason a']],
    ['of a reason without policy', { type: 'soft', reason: 'refused' }, ['reason-without-policy a']],
    ['cut at a comma', { isCut: true }, ['bounce-cut a']],
  ])('%s', (_, more, codes) => {
    const policyReasons = ['userUnknown', 'mailboxFull'];
    expect(codesIn({ bounces: [judge('a', ['some words'], more)], policyReasons })).toEqual(codes);
  });

  it('leaves no common reply out, in a whole set', () => {
    const many = Array.from({ length: 18 }, (_, at) => `words number ${at} stand here`);
    const known = ['(?i)user unknown', 'quota exceeded', '5\\.2\\.2 full'];
    expect(codesIn({ bounces: [judge('a', many)] })).toEqual([]);
    const gaps = lint(model({ bounces: [judge('a', [...many, ...known])] }));
    expect(gaps.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      `bounce-gap: no rule knows '452 4.2.2 Mailbox full'`,
    ]);
  });

  it('is held against a classifier that is trusted', () => {
    const reference = createClassifier([
      bounceRule('by-user', ['rejected by this user'], { reason: 'refused' }),
      bounceRule('unknown', ['user unknown'], { type: 'hard', reason: 'userUnknown' }),
    ]);
    const judged = (reason: string, pattern: string) =>
      codesOf(lint(model({ bounces: [judge('a', [pattern], { reason })] }), { reference }));
    expect(judged('unreachable', 'rejected by this user')).toEqual(['bounce-judged-otherwise a']);
    expect(judged('refused', 'rejected by this user')).toEqual([]);
    expect(judged('refused', 'words that nobody knows')).toEqual([]);
  });
});

describe('notes', () => {
  const engine: LintEngine = { hasSources: true, hasExamples: true };
  it.each(['', '  ', 'TODO', 'tbd.', '?', 'n/a', 'unknown'])("take '%s' for no source", (source) => {
    const rule = judge('a', ['some words'], { source, examples: texts('some words') });
    expect(codesIn({ engine, bounces: [rule] })).toEqual(['source-missing a']);
  });

  it('ask for an example, where the format has them', () => {
    const rule = judge('a', ['some words'], { source: 'seen at a hoster' });
    expect(codesIn({ engine, bounces: [rule] })).toEqual(['example-missing a']);
    expect(codesIn({ bounces: [rule] })).toEqual([]);
  });
});
