import { describe, expect, it } from 'vitest';
import { findings, fixtureText, lineOf } from './support.ts';

/** What was planted: the code, its line by a part of it, a part of the message. */
type Planted = readonly [code: string, severity: string, part: string, nth: number, message: string];

const PLANTED: Readonly<Record<string, readonly Planted[]>> = {
  'faulty-shaping.toml': [
    ['mx-mask-no-name', 'error', '.vela-mx.example.', 1, 'ends with a dot'],
    ['provider-never-matches', 'error', 'provider."vela-mail"', 1, "'vela-mail' names no host"],
    ['action-covered', 'warning', '421 4\\\\.7\\\\.0', 1, "as in '421 4.7.0 [VQ04]'"],
    [
      'bounce-double-escape',
      'error',
      "regex = '''\\\\[HC7",
      1,
      "'421 [HC7] Your mail from 192.0.2.1 was put off'",
    ],
    ['action-repeated', 'warning', 'Too busy', 2, 'both hold'],
    ['bounce-glob-as-regex', 'warning', 'DX:SPM*', 1, "'M*'"],
    ['window-differs', 'warning', '[[provider."vela".automation]]', 7, '15 min'],
  ],
  'faulty-classes.toml': [
    ['bounce-paren-unescaped', 'error', 'mailbox is disabled', 1, 'This mailbox is disabled (554.30)'],
    ['bounce-double-escape', 'error', '^552 5', 1, "'552 5.2.2 "],
    ['bounce-covered', 'error', 'content is junk', 1, "'^550 5\\.7\\.1' of rule 'SpamBlock' comes first"],
    ['bounce-case-trap', 'warning', 'User Unknown', 1, "User unknown', and does once"],
    ['bounce-repeated', 'error', 'VeryFullPerm', 2, "under rule 'QuotaIssues' already"],
    ['bounce-covered', 'error', '5\\\\.3 ', 1, "of rule 'ProtocolErrors' comes first"],
    ['bounce-bare-word', 'warning', '"blocked"', 1, '(inactiveUser)'],
    ['bounce-case-trap', 'warning', '"blocked"', 1, '5.7.1 Blocked'],
  ],
  'faulty-bounces.txt': [
    ['bounce-paren-unescaped', 'error', '(perhaps) junk,', 1, "'550 5.7.1 Your mail was (perhaps) junk'"],
    ['bounce-hard-reason', 'error', '4\\.2\\.2', 1, "rejects '452 4.2.2'"],
    ['action-unknown', 'error', 'slowdown', 1, 'no action'],
    ['bounce-cut', 'error', 'Sorry, no', 1, "'^550 Sorry'"],
    ['bounce-bare-word', 'warning', 'blocked,', 1, '(refused) and in'],
    ['bounce-slow', 'warning', '(.*)*', 1, 'very long'],
    ['bounce-repeated', 'error', 'Greylisted again', 1, 'already'],
    ['bounce-covered', 'error', 'of the worst', 1, 'comes first'],
  ],
};

const systemOf = (file: string) => (file.endsWith('.toml') ? ('kumomta' as const) : ('zonemta' as const));

describe.each(Object.entries(PLANTED))('the linter finds in %s', (file, planted) => {
  const found = findings(systemOf(file), fixtureText(file));

  it.each(planted)('%s (%s) at %s', (code, severity, part, nth, message) => {
    expect(found).toContainEqual(
      expect.objectContaining({
        code,
        severity,
        file: 'one',
        line: lineOf(file, part, nth),
        message: expect.stringContaining(message),
        advice: expect.stringMatching(/.{10}/),
      }),
    );
  });

  it('nothing else', () => {
    const key = (code: string, line: number | undefined) => `${code} at ${line}`;
    const expected = planted.map(([code, , part, nth]) => key(code, lineOf(file, part, nth)));
    expect(found.map(({ code, line }) => key(code, line)).toSorted()).toEqual(expected.toSorted());
  });
});

it.each(['clean-shaping.toml', 'clean-classes.toml', 'clean-bounces.txt'])(
  'the linter is silent about %s',
  (file) => {
    expect(findings(systemOf(file), fixtureText(file))).toEqual([]);
  },
);

describe('a fault that a reply proves', () => {
  const codes = (text: string, from: 'kumomta' | 'zonemta' = 'kumomta') =>
    findings(from, text).map(({ code, severity }) => `${severity} ${code}`);

  it('is none where the parentheses are a choice, repeated, or quoted by no reply', () => {
    expect(codes('[rules]\nInactiveMailbox = ["(?i)mailbox is disabled (554|555)"]')).toEqual([]);
    expect(codes('[rules]\nInactiveMailbox = ["(?i)mailbox is disabled (554\\\\.30)?"]')).toEqual([]);
    expect(codes('[rules]\nInactiveMailbox = ["(?i)mailbox is asleep (for ever)"]')).toEqual([
      'warning bounce-paren-unescaped',
    ]);
  });

  it('is none where the pattern matches the reply as it is, or its group is repeated', () => {
    expect(codes('[rules]\nInvalidRecipient = ["(?i)user unknown|nobody (here)"]')).toEqual([
      'warning bounce-paren-unescaped',
    ]);
    expect(codes('[rules]\nInactiveMailbox = ["(?i)mailbox is disabled (554\\\\.30){1,2}"]')).toEqual([]);
  });

  it('of case is none for the words of one provider, which no known reply has in another case', () => {
    expect(codes('[rules]\nPolicyRelated = ["^550.+Reject as our Policy says"]')).toEqual([]);
  });

  it('is none of a row that shares the replies above it with another', () => {
    const text =
      '# 550 Nobody by that name\n# 554 Junk of the worst\n^550 nobody by,reject,recipient,x\n^554 junk of,reject,spam,x';
    expect(codes(text, 'zonemta')).toEqual([]);
    expect(codes(text.replace('\n^554 junk of,reject,spam,x', ''), 'zonemta')).toEqual([
      'error bounce-never-matches-example',
    ]);
  });

  it('is one where brackets hold the code of a provider', () => {
    const text = '[rules]\nPolicyRelated = ["(?i)4\\\\.7\\\\.0 [TSS04] messages from"]';
    expect(codes(text)).toContain('error bounce-paren-unescaped');
  });

  it('of case is none where another pattern of the set sees the reply', () => {
    const both = '[rules]\nInvalidRecipient = ["^550.+User Unknown", "(?i)user unknown"]';
    expect(codes(both).filter((code) => code.includes('User unknown'))).toEqual([]);
    expect(findings('kumomta', both).some(({ message }) => message.includes('does not match'))).toBe(false);
  });

  it('of automations counts hits of providers that are merged from two files', () => {
    const base = '[provider.vela]\nmatch = [{MXSuffix=".vela.example"}]';
    const more = '[[provider.vela.automation]]\nregex = "too much"\naction = "Suspend"\nduration = "1h"';
    expect(findings('kumomta', base, more)).toEqual([]);
    expect(findings('kumomta', more)).toMatchObject([{ code: 'provider-never-matches' }]);
  });

  it('is that all known replies of a pattern go to another before it', () => {
    const text = ['^4\\d\\d.*over quota,defer,capacity,x', '^452 4\\.2\\.2 .*quota,reject,spam,x'].join('\n');
    expect(findings('zonemta', text)).toContainEqual(
      expect.objectContaining({
        code: 'bounce-covered',
        line: 2,
        message: expect.stringContaining('loses all 2'),
      }),
    );
  });
});

describe('a term that a provider is told by', () => {
  const codes = (suffix: string) =>
    findings('kumomta', `[provider.vela]\nmatch = [{MXSuffix="${suffix}"}]`).map(
      ({ code, severity, line }) => `${severity} ${code} at ${line}`,
    );

  it.each([
    ['.vela.example', []],
    ['*.vela.example', ['error mx-mask-no-name at 2']],
    ['vela.example', ['warning mx-mask-no-name at 2']],
    ['.vela.example.', ['error mx-mask-no-name at 2']],
  ])('%s is found to be %j', (suffix, expected) => expect(codes(suffix)).toEqual(expected));
});
