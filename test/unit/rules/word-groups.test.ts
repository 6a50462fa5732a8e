import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RE2JS } from 're2js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readRuleFolder } from '../../../cli/rule-files/read-folder.ts';
import { RuleFileError } from '../../../cli/rule-files/rule-file-error.ts';
import { compileRuleSetFiles } from '../../../scripts/rule-set-files.ts';
import { bounceRule } from '../bounce/support/bounce-rules.ts';
import { ruleSet } from './support/rule-sets.ts';

let dir = '';
const write = (file: string, content: unknown) =>
  writeFileSync(join(dir, file), typeof content === 'string' ? content : stringify(content));

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mxp-words-'));
  for (const folder of ['mx', 'bounces']) mkdirSync(join(dir, folder));
  const { levels, classes, rules, quarantine } = ruleSet();
  write('order.yaml', { version: '1.0.0', mx: ['everybody'], bounces: ['some', 'more'] });
  write('levels.yaml', { levels, classes });
  write('quarantine.yaml', quarantine);
  write('mx/everybody.yaml', rules);
});
afterEach(() => rmSync(dir, { recursive: true }));

const rule = (id: string, patterns: readonly [string, ...string[]], example: string) =>
  bounceRule(id, patterns, { examples: [example] });

const writeRules = (...patterns: readonly [string, ...string[]]) => {
  write('bounces/some.yaml', [rule('some', patterns, 'mailbox of jane is full')]);
  write('bounces/more.yaml', [rule('more', ['spam', 'never'], 'this is spam')]);
};

const patterns = () => {
  const compiled = compileRuleSetFiles(dir);
  return compiled.ok ? compiled.data.bounces.map((bounce) => bounce.patterns) : compiled.problems;
};

const error = (): RuleFileError | undefined => {
  try {
    readRuleFolder(dir);
    return undefined;
  } catch (fault) {
    if (fault instanceof RuleFileError) return fault;
    throw fault;
  }
};

describe('words that patterns name', () => {
  it('stand in the compiled set in full', () => {
    write('words.yaml', { box: ['mail ?box', 'inbox'], was: ['is'] });
    writeRules('\\b(?&box) .{0,40}(?:(?&was) )?full\\b', 'no (?&box)');
    expect(patterns()).toEqual([
      ['\\b(?:mail ?box|inbox) .{0,40}(?:(?:is) )?full\\b', 'no (?:mail ?box|inbox)'],
      ['spam', 'never'],
    ]);
  });

  it('may name other words', () => {
    write('words.yaml', { who: ['user', '(?&box)'], box: ['mailbox', 'inbox'] });
    writeRules('(?&who) of jane');
    expect(patterns()).toEqual([['(?:user|(?:mailbox|inbox)) of jane'], ['spam', 'never']]);
  });

  it('are nobody’s duty: without words.yaml patterns are what they are', () => {
    writeRules('mailbox .{0,40}full');
    expect(patterns()).toEqual([['mailbox .{0,40}full'], ['spam', 'never']]);
  });

  it('give the same version as the same patterns in full', () => {
    write('words.yaml', { box: ['mailbox', 'inbox'] });
    writeRules('(?&box) of jane');
    const { content } = readRuleFolder(dir);
    rmSync(join(dir, 'words.yaml'));
    writeRules('(?:mailbox|inbox) of jane');
    expect(readRuleFolder(dir).content).toEqual(content);
  });

  it('are written as no regular expression of ours is', () => {
    expect(() => RE2JS.compile('mailbox (?&who) full')).toThrow();
  });

  it.each<[string, unknown, readonly [string, ...string[]], string, number]>([
    [
      'a pattern names an unknown group',
      { box: ['mailbox'] },
      ['(?&box)', 'full (?&bux)'],
      `bounces/some.yaml: rule 'some': pattern 'full (?&bux)' names (?&bux), which words.yaml does not hold`,
      4,
    ],
    [
      'a pattern names a group by no name of one',
      { box: ['mailbox'] },
      ['(?&Box) (?&box)'],
      `bounces/some.yaml: rule 'some': pattern '(?&Box) (?&box)' names (?&Box), which words.yaml does not hold`,
      3,
    ],
    [
      'there are no groups',
      undefined,
      ['full (?&box)'],
      `bounces/some.yaml: rule 'some': pattern 'full (?&box)' names (?&box), which words.yaml does not hold`,
      3,
    ],
    [
      'nobody names a group',
      { box: ['mailbox'], user: ['user'] },
      ['(?&box)'],
      `words.yaml: group 'user' is named by no pattern; take it out`,
      4,
    ],
    [
      'only an unused group names a group',
      { box: ['mailbox'], who: ['(?&user)'], user: ['user'] },
      ['(?&box)'],
      `words.yaml: group 'who' is named by no pattern; take it out`,
      4,
    ],
    [
      'a group names an unknown one',
      { box: ['mailbox', '(?&bux)'] },
      ['(?&box)'],
      `words.yaml: group 'box' names (?&bux), which words.yaml does not hold`,
      2,
    ],
    [
      'groups name each other',
      { box: ['(?&who)'], who: ['user', '(?&box)'] },
      ['(?&box)'],
      `words.yaml: group 'box' comes back to itself: box → who → box`,
      2,
    ],
    [
      'a group has no words',
      { box: [] },
      ['(?&box)'],
      `words.yaml: group 'box' must be a list of words, or of parts of patterns`,
      1,
    ],
    [
      'a group is one word',
      { box: 'mailbox' },
      ['(?&box)'],
      `words.yaml: group 'box' must be a list of words, or of parts of patterns`,
      1,
    ],
    [
      'a group has a name that a pattern cannot hold',
      { 'mail box': ['mailbox'] },
      ['full'],
      `words.yaml: group 'mail box' must be named by a–z, 0–9 and -`,
      2,
    ],
  ])('say where it is when %s', (_, words, some, message, line) => {
    if (words !== undefined) write('words.yaml', words);
    writeRules(...some);
    expect(error()).toMatchObject({ message, line });
    expect(patterns()).toEqual([message]);
  });

  it('are a map of lists', () => {
    write('words.yaml', '- mailbox\n');
    writeRules('mailbox');
    expect(error()?.message).toBe('words.yaml: must hold names of groups and their words');
  });

  it('leave what is no rule to the schema', () => {
    write('words.yaml', { box: ['mailbox'] });
    write('bounces/some.yaml', [
      null,
      'full',
      { id: 'some', patterns: [4, '(?&box)'] },
      { id: 'x', patterns: 'full' },
    ]);
    write('bounces/more.yaml', []);
    expect(error()).toBeUndefined();
    expect(compileRuleSetFiles(dir).ok).toBe(false);
  });

  it('never reach the rules that ship', () => {
    expect(readFileSync('rules/words.yaml', 'utf8')).toContain('(?&');
    for (const file of ['shipped', 'demo'])
      expect(readFileSync(`rules/${file}.json`, 'utf8')).not.toContain('(?&');
  });
});
