import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { LINT_CODES } from '../../../shared/lint/codes.ts';
import { bounceRule } from '../bounce/support/bounce-rules.ts';
import { rule, ruleSet } from '../rules/support/rule-sets.ts';
import { mxp } from './terminal.ts';

let dir = '';
const write = (file: string, content: unknown) =>
  writeFileSync(join(dir, file), typeof content === 'string' ? content : stringify(content));

const { levels, classes, rules, quarantine } = ruleSet([rule('vela')]);

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mxp-lint-'));
  for (const folder of ['mx', 'bounces']) mkdirSync(join(dir, folder));
  write('order.yaml', { version: '1.0.0', mx: ['all'], bounces: ['words'] });
  write('levels.yaml', { levels, classes });
  write('quarantine.yaml', quarantine);
  write('mx/all.yaml', rules);
  write('bounces/words.yaml', [bounceRule('spam', ['not wanted'])]);
});
afterEach(() => rmSync(dir, { recursive: true }));

const WARNED = `# a remark
- id: spam
  patterns:
    - not wanted
    - over (quota now)
  type: soft
  reason: refused
  examples: [not wanted]
  source: made up
`;

describe('`mxp rules lint`', () => {
  it('finds nothing in the shipped rules, strictly', async () => {
    const { code, out } = await mxp(['rules', 'lint', '--strict']);
    expect(out).toMatch(/^the shipped rules \(\d+ MX rules, \d+ bounce rules\): nothing found\.\n$/);
    expect(code).toBe(0);
  });

  it.each(['rules', 'rules/demo', 'rules/shipped.json'])('finds nothing in %s', async (path) => {
    expect(await mxp(['rules', 'lint', path, '--strict', '--json'])).toEqual({
      code: 0,
      out: '[]\n',
      err: '',
    });
  });

  it('tells the file, the line, the code, what is wrong and the way out', async () => {
    write('bounces/words.yaml', WARNED);
    const { code, out } = await mxp(['rules', 'lint', dir]);
    expect(out.split('\n')).toEqual([
      join(dir, 'bounces/words.yaml'),
      '  5: warning bounce-paren-unescaped',
      expect.stringMatching(/^ {6}pattern 'over \(quota now\)' of rule 'spam': /),
      expect.stringMatching(/^ {6}→ Write '\\\(quota now\\\)'/),
      '',
      `${dir} (2 MX rules, 1 bounce rule): 0 errors, 1 warning.`,
      '',
    ]);
    expect(code).toBe(0);
  });

  it('fails on a warning only when it is strict', async () => {
    write('bounces/words.yaml', WARNED);
    expect((await mxp(['rules', 'lint', dir, '--strict'])).code).toBe(1);
  });

  it('fails on an error, and lists findings as JSON', async () => {
    write('mx/all.yaml', [rule('early', { masks: ['*.vela.*'], examples: ['mx.vela.example'] }), ...rules]);
    const { code, out } = await mxp(['rules', 'lint', dir, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject([
      { code: 'mx-unreachable', severity: 'error', rule: 'vela', file: join(dir, 'mx/all.yaml'), line: 8 },
    ]);
  });

  it.each<[string, string, string, RegExp, number | undefined]>([
    [
      'a mask that fits no name',
      'mx/all.yaml',
      "- id: a\n  masks:\n    - '*.a.test.'\n",
      /ends with a dot/,
      3,
    ],
    [
      'a field that is missing',
      'mx/all.yaml',
      "- id: a\n  masks: ['*']\n",
      /rule 'a': source: is missing/,
      1,
    ],
    ['no YAML', 'mx/all.yaml', '- id: [\n  a: b\n', /^mx\/all\.yaml: /, 2],
    ['a file that nobody lists', 'mx/more.yaml', '[]\n', /does not list more/, undefined],
  ])('tells where there is %s', async (_, file, content, message, line) => {
    write(file, content);
    const { code, out } = await mxp(['rules', 'lint', dir, '--json']);
    expect(code).toBe(1);
    const wanted = { message: expect.stringMatching(message), severity: 'error' };
    expect(JSON.parse(out)).toContainEqual(
      expect.objectContaining(line === undefined ? wanted : { ...wanted, file: join(dir, file), line }),
    );
  });

  it('reads a compiled set, and names lines in it', async () => {
    const data = { ...ruleSet([rule('vela', { source: 'TODO' })]) };
    write('set.json', JSON.stringify(data, undefined, 2));
    const { out } = await mxp(['rules', 'lint', join(dir, 'set.json'), '--json']);
    const [finding] = JSON.parse(out);
    expect(finding).toMatchObject({ code: 'source-missing', file: join(dir, 'set.json') });
    expect(JSON.stringify(data, undefined, 2).split('\n')[finding.line]).toContain('"id": "vela"');
  });

  it.each([
    [['nowhere'], 'nowhere: there is no such file or folder'],
    [
      ['rules/mx/google.yaml'],
      'rules/mx/google.yaml: is a part of a rule set; name the folder that order.yaml is in',
    ],
  ])('refuses %j', async (paths, err) => {
    expect(await mxp(['rules', 'lint', ...paths])).toEqual({ code: 1, out: '', err: `${err}\n` });
  });

  it('lists its codes', async () => {
    const { out } = await mxp(['rules', 'lint', '--list']);
    for (const code of Object.keys(LINT_CODES))
      expect(out).toMatch(new RegExp(`^${code} +(error|warning) `, 'm'));
    expect(JSON.parse((await mxp(['rules', 'lint', '--list', '--json'])).out)).toHaveLength(
      Object.keys(LINT_CODES).length,
    );
  });
});
