/** What became of the order of two lists. */
export interface ListDiff {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** As few as explain the order: those that stand elsewhere among the ones that stayed. */
  readonly moved: readonly string[];
}

/** Compares two lists of different names. */
export function diffLists(before: readonly string[], after: readonly string[]): ListDiff {
  const placeBefore = new Map(before.map((name, place) => [name, place]));
  const inAfter = new Set(after);
  const both = after.filter((name) => placeBefore.has(name));
  const kept = longestRise(both.map((name) => placeBefore.get(name) ?? 0));
  return {
    added: after.filter((name) => !placeBefore.has(name)),
    removed: before.filter((name) => !inAfter.has(name)),
    moved: both.filter((_, place) => !kept.has(place)),
  };
}

/** Places of a longest rising row of different numbers: by patience sorting, n log n. */
function longestRise(numbers: readonly number[]): ReadonlySet<number> {
  const tops: number[] = [];
  const below = new Map<number, number>();
  for (const [place, number] of numbers.entries()) {
    const pile = firstAtLeast(tops, number, numbers);
    const under = tops[pile - 1];
    if (under !== undefined) below.set(place, under);
    tops[pile] = place;
  }
  const rise = new Set<number>();
  for (let place = tops.at(-1); place !== undefined; place = below.get(place)) rise.add(place);
  return rise;
}

/** The first pile whose top is at least the number; a new one if there is none. */
function firstAtLeast(tops: readonly number[], number: number, numbers: readonly number[]): number {
  let [low, high] = [0, tops.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const top = numbers[tops[middle] ?? 0] ?? 0;
    if (top < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
