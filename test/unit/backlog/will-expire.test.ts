import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { willExpire } from '../../../shared/backlog/will-expire.ts';
import { toMicros } from '../../../shared/time/units.ts';

/** Milliseconds; a slot every second. */
const SPACING = 1_000_000;

describe('what will expire', () => {
  it.each([
    { says: 'nothing of nothing', groups: [], lost: 0 },
    { says: 'none that has its slot in its last moment', groups: [{ count: 3, expiresAt: 2_000 }], lost: 0 },
    { says: 'the last, a moment too late', groups: [{ count: 3, expiresAt: 1_999 }], lost: 1 },
    { says: 'all that expired before the first slot', groups: [{ count: 3, expiresAt: -1 }], lost: 3 },
    { says: 'none whose end is not known', groups: [{ count: 1_000_000 }], lost: 0 },
    {
      says: 'nothing while some order saves all, whatever the order they came in',
      groups: [
        { count: 2, expiresAt: 4_000 },
        { count: 2, expiresAt: 1_000 },
      ],
      lost: 0,
    },
    {
      says: 'what does not fit before it, and lets its slots go to others',
      groups: [
        { count: 5, expiresAt: 1_000 },
        { count: 2, expiresAt: 3_000 },
      ],
      lost: 3,
    },
  ])('is $says', ({ groups, lost }) => {
    expect(willExpire(groups, SPACING, 0)).toBe(lost);
  });

  it('is never more than any order of the mails loses', () => {
    const group = fc.record({
      count: fc.integer({ min: 1, max: 4 }),
      expiresAt: fc.integer({ min: 0, max: 9_000 }),
    });
    fc.assert(
      fc.property(fc.array(group, { maxLength: 5 }), (groups) => {
        let slot = 0;
        let lost = 0;
        for (const { count, expiresAt } of groups)
          for (let mail = 0; mail < count; mail += 1) {
            if (slot > toMicros(expiresAt)) lost += 1;
            else slot += SPACING;
          }
        expect(willExpire(groups, SPACING, 0)).toBeLessThanOrEqual(lost);
      }),
      { seed: 20_261_126, numRuns: 500 },
    );
  });
});
