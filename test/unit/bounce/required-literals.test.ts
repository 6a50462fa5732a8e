import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { requiredLiterals } from '../../../shared/bounce/required-literals.ts';

describe('the literals that a pattern cannot match without', () => {
  it.each<[string, readonly (readonly (readonly string[])[])[] | undefined]>([
    ['user unknown', [[['user unknown']]]],
    ['^user unknown$', [[['user unknown']]]],
    [String.raw`\buser\b unknown`, [[['user unknown']]]],
    ['user (?:is )?unknown', [[['user is unknown', 'user unknown']]]],
    ['(?:user|recipient) unknown', [[['user unknown', 'recipient unknown']]]],
    ['(?:bad|no) (?:user|box)', [[['bad user', 'bad box', 'no user', 'no box']]]],
    [
      '(?:unknown|no such) (?:user|box)',
      [
        [
          ['unknown ', 'no such '],
          ['user', 'box'],
        ],
      ],
    ],
    [
      '(?:a|b)(?:a|b)(?:a|b)(?:a|b)(?:a|b)x',
      [
        [
          ['aaaa', 'aaab', 'aaba', 'aabb', 'abaa', 'abab', 'abba', 'abbb'].concat([
            'baaa',
            'baab',
            'baba',
            'babb',
            'bbaa',
            'bbab',
            'bbba',
            'bbbb',
          ]),
          ['ax', 'bx'],
        ],
      ],
    ],
    ['(?:mail )?box(?: is)? full', [[['box is full', 'box full']]]],
    ['reali[sz]ed', [[['realised', 'realized']]]],
    ['no[a1-3]x', [[['noax', 'no1x', 'no2x', 'no3x']]]],
    ['6(?:1|2)[0-9]{2}x', [[['61', '62']]]],
    ['(?:user (?:was )?unknown|no box)', [[['user was unknown', 'user unknown', 'no box']]]],
    ['(?:(?:user) unknown)', [[['user unknown']]]],
    ['mailbox full|over quota', [[['mailbox full']], [['over quota']]]],
    ['mailbox full|[0-9]+', undefined],
    ['mailbox full|', undefined],
    ['|mailbox full', undefined],
    ['(?:mailbox|) full', [[[' full']]]],
    ['(?:mailbox|a) full', [[['mailbox full', 'a full']]]],
    ['(?:mailbox|an|.) full', [[[' full']]]],
    ['accounts? disabled', [[['accounts disabled', 'account disabled']]]],
    ['accounts* off', [[['account'], [' off']]]],
    ['accounts+ off', [[['account'], [' off']]]],
    ['accounts{0,2} off', [[['account'], [' off']]]],
    ['accounts{2} off', [[['account'], [' off']]]],
    ['(?:quota)* full', [[[' full']]]],
    ['(?:quota)+ of', [[['quota'], [' of']]]],
    ['(?:quota exceeded){0} full', [[[' full']]]],
    ['(?:quota exceeded){10} full', [[['quota exceeded'], [' full']]]],
    ['user.*unknown', [[['user'], ['unknown']]]],
    [String.raw`5\.1\.1`, [[['5.1.1']]]],
    [String.raw`\d+ not found \(state 1\)`, [[[' not found (state 1)']]]],
    ['[Uu]ser', [[['ser']]]],
    ['[]a|b]full', [[['full']]]],
    ['[^]a]full', [[['full']]]],
    ['[[:alpha:]|]full', [[['full']]]],
    [String.raw`[\]|]full`, [[['full']]]],
    [String.raw`\Qa|b\E full`, [[[' full']]]],
    [String.raw`\x{41}bcd\x41efgh\101ij`, [[['bcd'], ['efgh'], ['ij']]]],
    [String.raw`\pLabc\p{Greek}abcd\PLxy`, [[['abc'], ['abcd'], ['xy']]]],
    ['{mx003} text', [[['{mx003} text']]]],
    ['a{,5}b', [[['a{,5}b']]]],
    ['(?P<who>user) (?<what>unknown)', [[['user unknown']]]],
    ['(a(bcd|efg)h)(?:ij)', [[['abcdhij', 'aefghij']]]],
    ['(?:満|もう一度)い', [[['満い', 'もう一度い']]]],
    ['満.', [[['満']]]],
    ['ab', [[['ab']]]],
    ['a.b', undefined],
    ['[a-z]+', undefined],
    [String.raw`full \(?(?:a|b)\)?`, [[['full (a', 'full (b', 'full a', 'full b']]]],
    ['(?i)user unknown', undefined],
    [String.raw`\\(?i)user`, undefined],
    ['(?s:user unknown)', undefined],
  ])('%s: %j', (pattern, literals) => {
    expect(RE2JS.compile(pattern)).toBeDefined();
    expect(requiredLiterals(pattern)).toEqual(literals);
  });
});
