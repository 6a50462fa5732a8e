import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDuration, printDuration } from '../../../shared/rules/duration-text.ts';

describe('the text of a duration', () => {
  it.each([
    [10_000, '10s'],
    [240_000, '4min'],
    [90_000, '90s'],
    [3_600_000, '1h'],
    [30 * 86_400_000, '30d'],
  ])('of %i ms is %s', (milliseconds, text) => {
    expect(printDuration(milliseconds)).toBe(text);
    expect(parseDuration(text)).toBe(milliseconds);
  });

  it('is read back as what it says', () => {
    const texts = fc.stringMatching(/^[1-9][0-9]{0,5}(s|min|h|d)$/);
    const property = fc.property(texts, (text) => {
      const milliseconds = parseDuration(text);
      expect(milliseconds === undefined || parseDuration(printDuration(milliseconds))).toBe(milliseconds);
    });
    fc.assert(property, { seed: 4 });
  });
});
