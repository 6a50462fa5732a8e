import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const text = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8');

/** `file`: “title”, as SECURITY.md names a test. */
const CLAIM = /`(test\/[^`]+\.test\.ts)`: “([^”]+)”/g;

const claimsIn = (part: string) =>
  [...part.matchAll(CLAIM)].map(([, file = '', title = '']) => ({ file, title }));

/** The lines of its tables, without their heads. */
const rows = text.split('\n').filter((line) => /^\| (?!how |---)/.test(line));

/** The titles are quoted in the tests, plainly or as templates. */
const hasTitle = (file: string, title: string): boolean => {
  const source = readFileSync(join(ROOT, file), 'utf8');
  return ["'", '`', '"'].some((quote) => source.includes(`${quote}${title.replaceAll("'", "\\'")}${quote}`));
};

describe('SECURITY.md', () => {
  it.each(claimsIn(text))('names a test that exists: $file, $title', ({ file, title }) => {
    expect(hasTitle(file, title)).toBe(true);
  });

  it('names a test in each line of its tables, and knows who could do what', () => {
    expect(rows.filter((row) => claimsIn(row).length === 0)).toEqual([]);
    expect(rows.length).toBeGreaterThan(25);
    for (const threat of [
      'make us mail',
      'stop mail',
      'quarantine someone',
      'read addresses',
      'change the rules',
    ])
      expect(text).toContain(`### Who could ${threat}`);
  });

  it('is not believed when it names a test that is not there', () => {
    expect(hasTitle('test/architecture/security-claims.test.ts', ['no', 'such', 'title'].join(' '))).toBe(
      false,
    );
  });
});
