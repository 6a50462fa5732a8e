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

it.each(['rules/shipped.json', 'rules/demo.json'])('lays %s out as the formatter does', (file) => {
  const formatted = execFileSync('npx', ['biome', 'format', `--stdin-file-path=${file}`], {
    input: readFileSync(file),
    encoding: 'utf8',
  });
  expect(formatted).toBe(readFileSync(file, 'utf8'));
});
