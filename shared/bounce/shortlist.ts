import { createLiteralIndex, type Literal } from './literal-index.ts';
import { createMarks, type Marks } from './marks.ts';
import { lightest, requiredLiterals } from './required-literals.ts';

/** Patterns, by number, that can match a folded text at all, in order. */
export type Shortlist = (folded: string) => readonly number[];

/**
 * One pass over the text finds the literals that patterns cannot match without. The list that tells most calls for a case,
 * whose other lists are then asked for: most words of a reply call for nothing.
 */
export function createShortlist(patterns: readonly string[]): Shortlist {
  const cases = patterns.map(requiredLiterals);
  const always = cases.flatMap((some, at) => (some ? [] : [at]));
  const { literals, casesOf } = shareLists(cases);
  const index = createLiteralIndex(literals);
  const lists = createMarks(casesOf.length);
  const listed = createMarks(patterns.length);
  return (folded) => {
    const found = [...always];
    const held = index.search(folded);
    lists.clear();
    listed.clear();
    for (const list of held) lists.add(list);
    for (const list of held) {
      const called = casesOf[list];
      if (called) listCalled(called, lists, listed, found);
    }
    return inOrder(found);
  };
}

/** Cases, flat: of each the pattern, how many other lists it needs, and these. */
function listCalled(cases: readonly number[], lists: Marks, listed: Marks, found: number[]): void {
  for (let at = 0; at < cases.length; ) {
    const pattern = cases[at] ?? 0;
    const end = at + 2 + (cases[at + 1] ?? 0);
    at += 2;
    while (at < end && lists.has(cases[at] ?? 0)) at += 1;
    if (at === end && listed.add(pattern)) found.push(pattern);
    at = end;
  }
}

/** A few numbers, nearly in order: sorting by insertion; many by the usual way. */
function inOrder(numbers: number[]): readonly number[] {
  if (numbers.length > FEW) return numbers.sort((one, other) => one - other);
  for (let from = 1; from < numbers.length; from += 1) {
    const number = numbers[from] ?? 0;
    let at = from;
    for (; at > 0 && (numbers[at - 1] ?? 0) > number; at -= 1) numbers[at] = numbers[at - 1] ?? 0;
    numbers[at] = number;
  }
  return numbers;
}

const FEW = 20;

type Cases = NonNullable<ReturnType<typeof requiredLiterals>>;

/** Many cases need one of the same few words: each list is looked for once, whoever needs it. */
function shareLists(cases: readonly (Cases | undefined)[]) {
  const places = new Map<string, number>();
  const casesOf: (number[] | undefined)[] = [];
  const literals: Literal[] = [];
  const placeOf = (list: readonly string[]): number => {
    const key = list.join('\0');
    const known = places.get(key);
    if (known !== undefined) return known;
    const place = casesOf.length;
    places.set(key, place);
    casesOf.push(undefined);
    for (const text of list) literals.push({ text, of: place });
    return place;
  };
  for (const [pattern, some = []] of cases.entries())
    for (const lists of some) {
      const best = lists.reduce((one, other) => (lightest(one) >= lightest(other) ? one : other));
      const others = lists.filter((list) => list !== best).map(placeOf);
      const place = placeOf(best);
      const flat = [pattern, others.length, ...others];
      const known = casesOf[place];
      if (known) known.push(...flat);
      else casesOf[place] = flat;
    }
  return { literals, casesOf };
}
