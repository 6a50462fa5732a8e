import { describe, expect, it } from 'vitest';
import { nextPointer } from '../../../shared/rule-sync/next-pointer.ts';
import { HOUR, MINUTE } from '../../../shared/time/units.ts';

const AT = Date.UTC(2026, 10, 26);
const candidate = { name: 'x', share: 5, since: AT };

describe('the pointer to a new set', () => {
  it('has nothing before it where none was ever in force', () => {
    expect(nextPointer(undefined, 'a', AT)).toEqual({ current: 'a', activatedAt: AT });
  });

  it('remembers all that were in force in the last two hours, the shipped rules without a name', () => {
    const one = nextPointer({ current: 'a', activatedAt: AT, candidate }, 'b', AT + MINUTE);
    expect(one).toEqual({ current: 'b', previous: 'a', activatedAt: AT + MINUTE, former: [{ until: AT }] });
    const two = nextPointer(one, 'c', AT + 2 * MINUTE);
    expect(two).toEqual({
      current: 'c',
      previous: 'b',
      activatedAt: AT + 2 * MINUTE,
      former: [{ name: 'a', until: AT + MINUTE }, { until: AT }],
    });
    expect(nextPointer(two, 'd', AT + 5 * HOUR)).toEqual({
      current: 'd',
      previous: 'c',
      activatedAt: AT + 5 * HOUR,
    });
  });

  it('keeps what was before when the same set is put in force again, and drops what was tried', () => {
    const seen = { current: 'b', previous: 'a', activatedAt: AT, former: [{ until: AT - 1 }], candidate };
    expect(nextPointer(seen, 'b', AT + 5)).toEqual({
      current: 'b',
      previous: 'a',
      activatedAt: AT + 5,
      former: [{ until: AT - 1 }],
    });
  });
});
