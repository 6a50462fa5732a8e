import { describe, expect, it } from 'vitest';
import { cut } from '../../../shared/text/cut.ts';

describe('cutting a text', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'abc'],
    ['', 3, ''],
    ['ab📚', 4, 'ab📚'],
    ['ab📚', 3, 'ab'],
    ['ab📚c', 4, 'ab📚'],
  ])('%s to %i units leaves %s', (text, most, left) => {
    expect(cut(text, most)).toBe(left);
  });
});
