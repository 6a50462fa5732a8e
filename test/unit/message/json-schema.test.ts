import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';

const ROOT = join(import.meta.dirname, '../../..');
const readJson = (path: string) => JSON.parse(readFileSync(join(ROOT, 'schemas', path), 'utf8'));
const published = z.fromJSONSchema(readJson('message.schema.json'));
const accepts = (path: string): boolean => published.safeParse(readJson(path)).success;

describe('the published JSON Schema', () => {
  it('is what the code would write', () => {
    const script = join(ROOT, 'scripts/write-schemas.ts');
    expect(() => execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' })).not.toThrow();
  });

  it.each(readdirSync(join(ROOT, 'schemas/samples/good')))('accepts good/%s', (file) => {
    expect(accepts(`samples/good/${file}`)).toBe(true);
  });

  it.each([
    'cc',
    'content-of-two-kinds',
    'header-value-with-line-break',
    'id-of-129-characters',
    'misspelt-field',
    'subject-with-line-break',
    'to-is-list',
    'version-2',
  ])('refuses bad/%s.json', (file) => {
    expect(accepts(`samples/bad/${file}.json`)).toBe(false);
  });
});
