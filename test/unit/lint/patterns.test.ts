import { describe, expect, it } from 'vitest';
import { lint } from '../../../shared/lint/lint.ts';
import type { LintEngine } from '../../../shared/lint/model.ts';
import { codesIn, judge, model } from './support/models.ts';

const OURS: LintEngine = { isFolded: true };
const STRICT: LintEngine = { isCaseSensitive: true };
const BACKTRACKING: LintEngine = { isBacktracking: true };

const codesOfPattern = (pattern: string, engine: LintEngine = {}) =>
  codesIn({ engine, bounces: [judge('a', [pattern])] }).map((code) => code.replace(' a', ''));

describe('the lint of a pattern', () => {
  it.each<[string, string]>([
    ['(?:mailbox|account) is full', 'a choice'],
    ['(user unknown|no such user)', 'a choice that captures'],
    ['(is )?disabled', 'a group that may be left out'],
    ['disabled \\(554\\.30\\)', 'escaped parentheses'],
    ['e-?mails? refused', 'what may be left out'],
    ['spam.* refused', 'a gap'],
    ['goo*gle refused', 'a repeated letter within a word'],
    ['rate[0-9]*\\.test', 'a repeated class'],
    ['550 5\\.7\\.1 blocked', 'escaped dots'],
    ['domain\\\\user unknown', 'a backslash before a letter that means nothing'],
    ['[\\\\/] refused', 'a backslash in a class'],
    ['\\bblocked by policy', 'words'],
    ['配信が遅延', 'other scripts'],
  ])('lets %s be: %s', (pattern) => expect(codesOfPattern(pattern)).toEqual([]));

  it.each<[string, string]>([
    ['Quota exceeded (mailbox for user is full)', 'bounce-paren-unescaped'],
    ['This mailbox is disabled (554.30)', 'bounce-paren-unescaped'],
    ['PR(ct1)', 'bounce-paren-unescaped'],
    ['This mailbox is disabled (554\\.30)', 'bounce-paren-unescaped'],
    ['451 DT:SPM*', 'bounce-glob-as-regex'],
    ['SPM* refused', 'bounce-glob-as-regex'],
    ['foo.*.com', 'bounce-glob-as-regex'],
    ['*spam*', 'bounce-glob-as-regex'],
    ['\\\\[HCM1\\\\] deferred', 'bounce-double-escape'],
    ['from \\\\d+ hosts', 'bounce-double-escape'],
    ['550 5.7.1 blocked', 'bounce-dot-unescaped'],
    ['blocked', 'bounce-bare-word'],
    ['user(?! unknown)', 'bounce-not-linear'],
    ['(?<=550 )user', 'bounce-not-linear'],
    ['(a|b)\\1', 'bounce-not-linear'],
    ['(?>spam) refused', 'bounce-not-linear'],
    ['(spam', 'bounce-not-regex'],
    ['spam)', 'bounce-not-regex'],
    ['[spam', 'bounce-not-regex'],
  ])('says of %s: %s', (pattern, code) => expect(codesOfPattern(pattern)).toContain(code));

  it('shows the pattern, the rule and the way out', () => {
    expect(lint(model({ bounces: [judge('full', ['over (quota now)'])] }))).toEqual([
      {
        code: 'bounce-paren-unescaped',
        severity: 'warning',
        message: `pattern 'over (quota now)' of rule 'full': '(quota now)' is a group that does nothing, so a reply with these parentheses does not match`,
        advice: `Write '\\(quota now\\)' if the reply has the parentheses, and leave them out if not.`,
        rule: 'full',
      },
    ]);
  });

  it.each<[string, LintEngine, readonly string[]]>([
    ['user unknown', STRICT, ['bounce-case-trap']],
    ['(?i)user unknown', STRICT, []],
    ['user unknown', {}, []],
    ['\\[TSS04\\]', STRICT, []],
    ['user \\p{Lu}+ unknown', OURS, ['bounce-case-trap']],
    ['user [[:upper:]]+ unknown', OURS, ['bounce-case-trap']],
    ['User Unknown', OURS, []],
    ['(\\w+\\s?)+ refused', BACKTRACKING, ['bounce-slow']],
    ['from.*of.*to.*refused', BACKTRACKING, ['bounce-slow']],
    ['from.*of.{0,80}to.*refused', BACKTRACKING, []],
    ['from.*of.*to.*refused', {}, []],
  ])('%s for an engine that is %j: %j', (pattern, engine, codes) => {
    expect(codesOfPattern(pattern, engine)).toEqual(codes);
  });

  it('takes a rule for what it says of case itself', () => {
    const patterns = ['user unknown', 'no such user'];
    expect(codesIn({ engine: STRICT, bounces: [judge('a', patterns, { isCaseSensitive: false })] })).toEqual(
      [],
    );
    const [only, ...others] = lint(model({ engine: STRICT, bounces: [judge('a', patterns)] }));
    expect(others).toEqual([]);
    expect(only?.message).toContain('as 1 more of its patterns do');
  });
});
