import { requiredLiterals } from './required-literals.ts';

/** Texts of which a match holds at least one. */
type AnyOf = readonly string[];

/** Cases in which patterns can match, packed into arrays of numbers: a cold start makes thousands. */
export interface CalledCases {
  /** Patterns that any text may match. */
  readonly always: readonly number[];
  /** What cases call for or ask for; numbers below are places in it. */
  readonly literals: readonly string[];
  /** By literal its first call; by call the place of its case, and the literal's next call. There is no call 0. */
  readonly calls: {
    readonly first: Int32Array;
    readonly cases: Int32Array;
    readonly next: Int32Array;
  };
  /** By case its pattern, the place after it, and its lists but the one that calls: how many literals, and these. */
  readonly cases: Int32Array;
}

/** Reads the cases of each pattern and packs them: the literals of the rarest list of a case call for it. */
export function callCases(patterns: readonly string[]): CalledCases {
  const numbers = new Map<string, number>();
  const first: number[] = [];
  const numberOf = (text: string): number => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, numbers.size);
    return first.push(0) - 1;
  };
  const always: number[] = [];
  const called = [0];
  const next = [0];
  const cases: number[] = [];
  const add = (pattern: number, lists: readonly AnyOf[]) => {
    const rarest = rarestOf(lists);
    for (const text of rarest) {
      const literal = numberOf(text);
      next.push(first[literal] ?? 0);
      first[literal] = called.push(cases.length) - 1;
    }
    const at = cases.push(pattern, 0);
    for (const list of lists) if (list !== rarest) cases.push(list.length, ...list.map(numberOf));
    cases[at - 1] = cases.length;
  };
  for (const [at, pattern] of patterns.entries()) {
    const needs = requiredLiterals(pattern);
    if (needs) for (const lists of needs) add(at, lists);
    else always.push(at);
  }
  return {
    always,
    literals: [...numbers.keys()],
    calls: { first: Int32Array.from(first), cases: Int32Array.from(called), next: Int32Array.from(next) },
    cases: Int32Array.from(cases),
  };
}

/** The list that is met least. */
function rarestOf(lists: readonly AnyOf[]): AnyOf {
  let rarest: AnyOf = [];
  let least = Number.POSITIVE_INFINITY;
  for (const list of lists) {
    let chance = 0;
    for (const text of list) chance += chanceOf(text);
    if (chance < least) {
      least = chance;
      rarest = list;
    }
  }
  return rarest;
}

/** About how likely a reply holds a text: replies are full of some words, and of short texts in other words. */
const chanceOf = (text: string): number => (COMMON.has(text.trim()) ? 0.2 : (CHANCES[text.length] ?? 0.005));

const CHANCES = [1, 1, 0.1, 0.05, 0.03, 0.02, 0.01];

const COMMON = new Set(
  `5. 5.1 5.1. 5.1.1 5.7 5.7. 550 account address as by domain e-mail email error for from has host in invalid is
  mail mailbox message not no of on or rejected recipient sender server status that the this to unknown user was
  with your`.split(/\s+/),
);
