import { describe, expect, it } from 'vitest';
import { pack } from '../../../shared/aws/pack.ts';

const LIMITS = { mostEntries: 3, mostBytes: 10 };
const packed = (sizes: readonly number[]) => {
  const { calls, tooLarge } = pack(sizes, (size) => size, LIMITS);
  return { calls: calls.map((call) => call.map(({ entry }) => entry)), tooLarge };
};

describe('pack', () => {
  it.each([
    { sizes: [], calls: [], tooLarge: [] },
    { sizes: [1, 1, 1], calls: [[1, 1, 1]], tooLarge: [] },
    { sizes: [1, 1, 1, 1], calls: [[1, 1, 1], [1]], tooLarge: [] },
    { sizes: [5, 5], calls: [[5, 5]], tooLarge: [] },
    { sizes: [5, 6], calls: [[5], [6]], tooLarge: [] },
    { sizes: [10, 0], calls: [[10, 0]], tooLarge: [] },
    { sizes: [11], calls: [], tooLarge: [0] },
    { sizes: [4, 11, 4], calls: [[4, 4]], tooLarge: [1] },
  ])('packs $sizes into $calls', ({ sizes, calls, tooLarge }) => {
    expect(packed(sizes)).toEqual({ calls, tooLarge });
  });

  it('says where each entry stood', () => {
    const { calls } = pack(['a', 'too large'], (text) => text.length, { mostEntries: 1, mostBytes: 8 });
    expect(calls).toEqual([[{ at: 0, entry: 'a' }]]);
  });
});
