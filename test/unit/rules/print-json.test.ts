import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { printJson } from '../../../scripts/print-json.ts';

it('prints JSON that reads as what it was', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(printJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

const formatted = (file: string, input: string): string =>
  execFileSync('npx', ['biome', 'format', `--stdin-file-path=${file}`], { input, encoding: 'utf8' });

it.each(['rules/shipped.json', 'rules/demo.json'])('lays %s out as the formatter does', (file) => {
  const json = readFileSync(file, 'utf8');
  expect(formatted(file, json)).toBe(json);
});

it.each([
  ['letters of two columns', '配信が遅延', '메일함', 'ｗｉｄｅ'],
  ['marks of none', 'ไม่พบผู้ใช้', 'הֲתֵבָה'],
])('breaks lines with %s where the formatter does', (_, ...words) => {
  const lists = Array.from({ length: 60 }, (__, at) => [...words, 'x'.repeat(at), 'y'.repeat(40)]);
  const json = printJson(lists);
  expect(formatted('made.json', json)).toBe(json);
});
