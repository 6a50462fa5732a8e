import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LINT_CODES } from '../../../shared/lint/codes.ts';

const docs = readFileSync('docs/lint.md', 'utf8');
const sections = docs.split(/^### /m).slice(1);
const named = sections.map((section) => section.split('\n', 1)[0]);

describe('docs/lint.md', () => {
  it('has a section for each code, and none besides', () => {
    expect(named.toSorted()).toEqual(Object.keys(LINT_CODES).toSorted());
  });

  it.each(sections.map((section) => [section.split('\n', 1)[0], section] as const))(
    'says something of %s',
    (_, section) => expect(section.split('\n').slice(1).join(' ').trim().length).toBeGreaterThan(80),
  );
});

describe('the tests of the linter', () => {
  const tests = ['bounces', 'lint-rule-set', 'mx', 'patterns'].map((file) =>
    readFileSync(`test/unit/lint/${file}.test.ts`, 'utf8'),
  );

  it.each(Object.keys(LINT_CODES))('name %s', (code) => {
    expect(tests.some((text) => new RegExp(`['"\` ]${code}['"\` :]`).test(text))).toBe(true);
  });
});
