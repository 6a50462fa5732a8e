import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compileRuleSetFiles } from '../../../scripts/rule-set-files.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mxp-rules-'));
  cpSync('rules/demo', dir, { recursive: true });
});
afterEach(() => rmSync(dir, { recursive: true }));

const write = (file: string, text: string) => writeFileSync(join(dir, file), text);
const versionOf = () => {
  const compiled = compileRuleSetFiles(dir);
  return compiled.ok ? compiled.data.version : undefined;
};

describe('the files of a rule set', () => {
  it('give another version when what they say differs, and only then', () => {
    const before = versionOf();
    expect(before).toMatch(/^1\.0\.0-demo\+[0-9a-f]{12}$/);
    write('order.yaml', '# a remark\nversion: 1.0.0-demo\nmx: [virtual-providers]\n');
    expect(versionOf()).toBe(before);
    write(
      'levels.yaml',
      'levels: { slow: 50, normal: 100, fast: 100, very-fast: 100, boost: 100 }\nclasses:\n  everyone-else: { scope: operator, rate: 60/min, connections: 2, messagesPerConnection: 10 }\n  provider: { scope: rule, rate: 60/min, connections: 5, messagesPerConnection: 20 }\n  gateway: { scope: host, rate: 120/min, connections: 5, messagesPerConnection: 20 }\n',
    );
    expect(versionOf()).toMatch(/^1\.0\.0-demo\+/);
    expect(versionOf()).not.toBe(before);
  });

  it.each([
    ['order.yaml', 'version: 1.0.0\nmx: []\n', 'order.yaml: does not list virtual-providers of mx/'],
    [
      'order.yaml',
      'version: 1.0.0\nmx: [virtual-providers, more]\n',
      'order.yaml: lists more, which mx/ does not hold',
    ],
    ['order.yaml', 'mx: [virtual-providers]\n', 'order.yaml: needs version'],
    ['levels.yaml', 'levels: [\n', 'levels.yaml: '],
    ['levels.yaml', '', 'levels.yaml: must hold names and values'],
    ['mx/virtual-providers.yaml', 'id: orbit\n', 'mx/virtual-providers.yaml: must be a list of rules'],
    [
      'mx/virtual-providers.yaml',
      "- { id: a, class: everyone-else, masks: ['*'], examples: [mx.a.test] }\n",
      `rule 'a': source: is missing`,
    ],
  ])('with a fault in %s say so', (file, text, problem) => {
    write(file, text);
    expect(compileRuleSetFiles(dir)).toEqual({ ok: false, problems: [expect.stringContaining(problem)] });
  });
});
