import { callCases } from './called-cases.ts';
import { createLiteralIndex } from './literal-index.ts';
import { createMarks } from './marks.ts';

/** Patterns, by number, that can match a folded text at all, in order. */
export type Shortlist = (folded: string) => readonly number[];

/**
 * One pass over the text finds the literals that patterns cannot match without. Those of a case's rarest list call for it,
 * whose other lists are then asked for: most words of a reply call for nothing.
 */
export function createShortlist(patterns: readonly string[]): Shortlist {
  const { always, literals, calls, cases } = callCases(patterns);
  const index = createLiteralIndex(literals);
  const listed = createMarks(patterns.length);

  /** Whether something is held of each list of a case, which begin at `at` and end before `end`. */
  function areHeld(at: number, end: number): boolean {
    for (let list = at; list < end; ) {
      const next = list + 1 + (cases[list] ?? 0);
      let one = list + 1;
      while (one < next && !index.holds(cases[one] ?? 0)) one += 1;
      if (one === next) return false;
      list = next;
    }
    return true;
  }

  return (folded) => {
    const found = [...always];
    listed.clear();
    for (const literal of index.search(folded))
      for (let call = calls.first[literal] ?? 0; call !== 0; call = calls.next[call] ?? 0) {
        const at = calls.cases[call] ?? 0;
        const pattern = cases[at] ?? 0;
        if (!listed.has(pattern) && areHeld(at + 2, cases[at + 1] ?? 0) && listed.add(pattern))
          found.push(pattern);
      }
    return inOrder(found);
  };
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
