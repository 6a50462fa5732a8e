import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { compileRuleSetFiles } from '../../../scripts/rule-set-files.ts';
import { bounceRule } from '../bounce/support/bounce-rules.ts';
import { ruleSet } from './support/rule-sets.ts';

let dir = '';
const write = (file: string, content: unknown) =>
  writeFileSync(join(dir, file), typeof content === 'string' ? content : stringify(content));

/** A rule set of five files. */
const { levels, classes, rules, quarantine } = ruleSet();
const ORDER = { version: '1.0.0', mx: ['everybody'], bounces: ['words'] };
const WORDS = [bounceRule('full', ['mailbox full'], { reason: 'mailboxFull' }), bounceRule('spam', ['spam'])];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mxp-rules-'));
  for (const folder of ['mx', 'bounces']) mkdirSync(join(dir, folder));
  write('order.yaml', ORDER);
  write('levels.yaml', { levels, classes });
  write('quarantine.yaml', quarantine);
  write('mx/everybody.yaml', rules);
  write('bounces/words.yaml', WORDS);
});
afterEach(() => rmSync(dir, { recursive: true }));

const versionOf = () => {
  const compiled = compileRuleSetFiles(dir);
  return compiled.ok ? compiled.data.version : compiled.problems;
};

describe('the files of a rule set', () => {
  it('make one set', () => {
    const version = expect.stringMatching(/^1\.0\.0\+[0-9a-f]{12}$/);
    const data = { v: 1, version, levels, classes, rules, bounces: WORDS, quarantine };
    expect(compileRuleSetFiles(dir)).toEqual({ ok: true, data });
  });

  it.each<[string, unknown]>([
    ['levels.yaml', { levels: { ...levels, slow: 50 }, classes }],
    ['bounces/words.yaml', [...WORDS].reverse()],
    ['quarantine.yaml', { ...quarantine, quietFor: '11d' }],
  ])('give another version when %s says something else, and only then', (file, content) => {
    const before = versionOf();
    write('order.yaml', `# a remark\n${stringify(ORDER)}`);
    expect(versionOf()).toBe(before);
    write(file, content);
    expect(versionOf()).toMatch(/^1\.0\.0\+/);
    expect(versionOf()).not.toBe(before);
  });

  it('may take their bounce rules from another folder', () => {
    const other = mkdtempSync(join(tmpdir(), 'mxp-rules-'));
    mkdirSync(join(other, 'bounces'));
    const theirs = [bounceRule('theirs', ['not wanted'])];
    writeFileSync(join(other, 'order.yaml'), 'bounces: [theirs]\n');
    writeFileSync(join(other, 'bounces', 'theirs.yaml'), stringify(theirs));
    expect(compileRuleSetFiles(dir, other)).toMatchObject({
      ok: true,
      data: { bounces: theirs, quarantine },
    });
    rmSync(other, { recursive: true });
  });

  it.each<[string, unknown, string]>([
    ['order.yaml', { ...ORDER, mx: [] }, 'order.yaml: does not list everybody of mx/'],
    [
      'order.yaml',
      { ...ORDER, mx: ['everybody', 'more'] },
      'order.yaml: lists more, which mx/ does not hold',
    ],
    ['order.yaml', { ...ORDER, bounces: [] }, 'order.yaml: does not list words of bounces/'],
    [
      'order.yaml',
      { ...ORDER, bounces: ['words', 'more'] },
      'order.yaml: lists more, which bounces/ does not hold',
    ],
    ['order.yaml', 'version: 1.0.0\nmx: [everybody]\n', 'order.yaml: needs the list bounces'],
    ['order.yaml', 'mx: [everybody]\nbounces: [words]\n', 'order.yaml: needs version'],
    ['levels.yaml', 'levels: [\n', 'levels.yaml: '],
    ['levels.yaml', '', 'levels.yaml: must hold names and values'],
    ['quarantine.yaml', '', 'quarantine.yaml: must hold names and values'],
    ['mx/everybody.yaml', 'id: orbit\n', 'mx/everybody.yaml: must be a list of rules'],
    ['bounces/words.yaml', 'id: full\n', 'bounces/words.yaml: must be a list of rules'],
    [
      'mx/everybody.yaml',
      "- { id: a, class: small, masks: ['*'], examples: [mx.a.test] }\n",
      `rule 'a': source: is missing`,
    ],
    ['bounces/words.yaml', [{ ...WORDS[0], source: undefined }], `bounce rule 'full': source: is missing`],
    ['bounces/words.yaml', [{ ...WORDS[0], id: 'Full' }], `bounce rule 'Full': id: `],
    ['bounces/words.yaml', [...WORDS, WORDS[1]], `bounce rule 'spam': there is more than one of this id`],
    ['bounces/words.yaml', [bounceRule('a', ['a(?!b)'])], `pattern 'a(?!b)' of rule 'a': `],
    [
      'bounces/words.yaml',
      [bounceRule('a', ['full']), bounceRule('b', ['mailbox full'])],
      `example 'mailbox full' of rule 'b' goes to rule 'a', whose pattern 'full' comes first`,
    ],
    [
      'bounces/words.yaml',
      [bounceRule('a', ['full'], { examples: ['fool'] })],
      `example 'fool' of rule 'a' matches none of its patterns`,
    ],
    [
      'bounces/words.yaml',
      [bounceRule('a', ['full'], { not: ['successfully'] })],
      `'successfully' under not of rule 'a' goes to it all the same`,
    ],
    [
      'bounces/words.yaml',
      [bounceRule('a', ['full'], { type: 'hard' })],
      `rule 'a' gives an address up for refused`,
    ],
  ])('with a fault in %s say so', (file, content, problem) => {
    write(file, content);
    expect(compileRuleSetFiles(dir)).toEqual({ ok: false, problems: [expect.stringContaining(problem)] });
  });

  it('with a fault in a rule tell its file and line', () => {
    write('bounces/words.yaml', [WORDS[0], bounceRule('spam', ['spam'], { examples: ['ham'] })]);
    expect(versionOf()).toEqual([expect.stringMatching(/words\.yaml:15\)$/)]);
  });

  it('hear every pattern that does not compile at once', () => {
    write('bounces/words.yaml', [bounceRule('a', ['(xy']), bounceRule('b', ['y)z'])]);
    expect(versionOf()).toEqual([
      expect.stringContaining(`pattern '(xy' of rule 'a': `),
      expect.stringContaining(`pattern 'y)z' of rule 'b': `),
    ]);
  });

  it('take the examples of a rule with masks for replies of such a host', () => {
    write('bounces/words.yaml', [
      bounceRule('a', ['full'], { mx: ['mx?.*.test'] }),
      bounceRule('b', ['full']),
    ]);
    expect(versionOf()).toMatch(/^1\.0\.0\+/);
  });
});
