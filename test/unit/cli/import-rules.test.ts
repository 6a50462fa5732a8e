import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import shipped from '../../../rules/shipped.json' with { type: 'json' };
import { parseRuleSet } from '../../../shared/rules/parse-rule-set.ts';
import { fixture } from '../import/support.ts';
import { mxp } from './terminal.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mxp-import-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shaping = fixture('clean-shaping.toml');
const classes = fixture('clean-classes.toml');
const rows = fixture('clean-bounces.txt');

describe('`mxp rules import`', () => {
  it('prints our YAML, and what is left out as comments in it', async () => {
    const { code, out } = await mxp(['rules', 'import', '--from', 'kumomta', shaping]);
    expect(code).toBe(0);
    expect(out).toMatch(/^# mx\/kumomta\.yaml\n- id: vela\n/);
    expect(out).toContain('# 2 MX rules and 0 bounce rules imported. Without a counterpart:');
    expect(out).toMatch(/^# .*clean-shaping\.toml:\d+: automation of vela: .*: no rule slows down/m);
    expect(parse(out)).toMatchObject([
      { id: 'vela', connections: 6 },
      { id: 'everyone-else', masks: ['*'] },
    ]);
  });

  it.each([
    ['kumomta', [shaping, classes]],
    ['zonemta', [rows]],
  ] as const)('of %s gives rules that a rule set can hold', async (from, files) => {
    const { out } = await mxp(['rules', 'import', '--from', from, ...files, '--json']);
    const { rules } = JSON.parse(out);
    const content = {
      ...shipped,
      rules: rules.mx.length > 0 ? rules.mx : shipped.rules,
      bounces: rules.bounces,
    };
    expect(parseRuleSet(content)).toMatchObject({ ok: true });
  });

  it('answers one document with --json', async () => {
    const { out } = await mxp(['rules', 'import', '--from', 'kumomta', shaping, '--lint', '--json']);
    expect(JSON.parse(out)).toEqual({
      from: 'kumomta',
      files: [shaping],
      rules: { mx: expect.any(Array), bounces: [] },
      noCounterpart: expect.arrayContaining([
        { file: shaping, line: 4, what: 'max_message_rate of default', why: expect.any(String) },
      ]),
      findings: [],
    });
  });

  it.each([
    ['kumomta', 'shaping.toml'],
    ['kumomta', 'classes.toml'],
    ['zonemta', 'bounces.txt'],
  ])('of %s fails for the faults of faulty-%s with --lint alone', async (from, file) => {
    const faulty = fixture(`faulty-${file}`);
    const clean = fixture(`clean-${file}`);
    expect(await mxp(['rules', 'import', '--from', from, faulty])).toMatchObject({ code: 0 });
    expect(await mxp(['rules', 'import', '--from', from, clean, '--lint'])).toMatchObject({ code: 0 });
    const { code, out } = await mxp(['rules', 'import', '--from', from, faulty, '--lint', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out).findings[0]).toEqual({
      code: expect.any(String),
      severity: expect.stringMatching(/^(?:error|warning)$/),
      message: expect.any(String),
      advice: expect.any(String),
      rule: expect.any(String),
      file: faulty,
      line: expect.any(Number),
    });
  });

  it('writes a file of each kind, and never over one that is there', async () => {
    const args = ['rules', 'import', '--from', 'kumomta', shaping, classes, '--out', folder];
    const { code, out } = await mxp(args);
    expect(code).toBe(0);
    expect(out).not.toContain('- id:');
    const written = readFileSync(join(folder, 'bounces/kumomta.yaml'), 'utf8');
    expect(parse(written)).toHaveLength(8);
    writeFileSync(join(folder, 'mx/kumomta.yaml'), 'mine');
    const again = await mxp(args);
    expect(again).toMatchObject({
      code: 1,
      err: expect.stringContaining('mx/kumomta.yaml is there already'),
    });
    expect(readFileSync(join(folder, 'mx/kumomta.yaml'), 'utf8')).toBe('mine');
  });

  it('names a file that is missing, and the line of one that is no TOML', async () => {
    const broken = join(folder, 'broken.toml');
    writeFileSync(broken, '["default"]\nconnection_limit = = 1\n');
    expect(await mxp(['rules', 'import', '--from', 'kumomta', join(folder, 'none.toml')])).toMatchObject({
      code: 1,
      err: expect.stringContaining('none.toml: there is no such file'),
    });
    expect(await mxp(['rules', 'import', '--from', 'kumomta', broken])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/broken\.toml:2: /),
    });
  });

  it.each([
    [['rules', 'import', shaping]],
    [['rules', 'import', '--from', 'sendmail', shaping]],
    [['rules', 'import', '--from', 'kumomta']],
  ])('is wrong usage as %j', async (args) => expect(await mxp(args)).toMatchObject({ code: 2 }));
});
