import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { globCovers } from '../../../shared/lint/glob-covers.ts';
import { compileGlob } from '../../../shared/rules/glob.ts';

const pieces = (...all: readonly string[]) =>
  fc.array(fc.constantFrom(...all), { maxLength: 5 }).map((some) => some.join(''));

/** All texts of up to five of these letters; `z` stands in no glob. */
const TEXTS = (() => {
  let all = [''];
  for (let length = 1; length <= 5; length += 1)
    all = [...new Set(all.flatMap((text) => ['a', 'b', 'z'].map((letter) => text + letter).concat(text)))];
  return all;
})();

describe('a glob', () => {
  it.each([
    ['*', 'mx.a.test', true],
    ['*.a.test', '*.mx.a.test', true],
    ['*.a.test', 'mx?.a.test', true],
    ['mx?.a.test', 'mx1.a.test', true],
    ['*a*', '*ab*', true],
    ['?*', '*?', true],
    ['**', '*', true],
    ['*.a.test', 'a.test', false],
    ['mx?.a.test', 'mx*.a.test', false],
    ['mx1.a.test', 'mx?.a.test', false],
    ['*.mx.a.test', '*.a.test', false],
    ['?', '*', false],
    ['', '*', false],
  ])("'%s' covers '%s': %s", (wide, narrow, covers) => expect(globCovers(wide, narrow)).toBe(covers));

  it('covers another exactly when it fits every text that the other fits', () => {
    const glob = pieces('a', 'b', '*', '?');
    fc.assert(
      fc.property(glob, glob, (wide, narrow) => {
        const [fitsWide, fitsNarrow] = [compileGlob(wide), compileGlob(narrow)];
        const escapes = TEXTS.some((text) => fitsNarrow(text) && !fitsWide(text));
        if (escapes) expect(globCovers(wide, narrow)).toBe(false);
        if (globCovers(wide, narrow)) expect(escapes).toBe(false);
        if (!globCovers(wide, narrow) && narrow.length < 4) expect(escapes).toBe(true);
      }),
      { seed: 4, numRuns: 2_000 },
    );
  });
});
