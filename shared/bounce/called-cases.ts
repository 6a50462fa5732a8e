import type { requiredLiterals } from './required-literals.ts';

type Needs = ReturnType<typeof requiredLiterals>;

/** Texts by number, of which a match holds at least one. */
type AnyOf = readonly number[];

/** Cases in which patterns can match, packed into arrays of numbers: a cold start makes thousands. */
export interface CalledCases {
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

/** With a list as rare as this, the others save no more than they cost. */
const RARE = 2;

/** Packs the cases of each pattern: the literals of the rarest list of a case call for it. */
export function packCases(needs: readonly Needs[]): CalledCases {
  const { texts, common, numbered } = numberTexts(needs);
  const literals: string[] = [];
  const first: number[] = [];
  const numbers = new Int32Array(texts.length);
  const numberOf = (text: number): number => {
    if (!numbers[text]) {
      numbers[text] = literals.push(texts[text] ?? '');
      first.push(0);
    }
    return (numbers[text] ?? 0) - 1;
  };
  const called = [0];
  const next = [0];
  const cases: number[] = [];
  for (const { pattern, lists } of numbered) {
    const [rarest, least] = rarestOf(lists, common);
    for (const literal of (lists[rarest] ?? []).map(numberOf)) {
      next.push(first[literal] ?? 0);
      first[literal] = called.push(cases.length) - 1;
    }
    const at = cases.push(pattern, 0);
    if (least > RARE)
      for (const [list, some] of lists.entries())
        if (list !== rarest) cases.push(some.length, ...some.map(numberOf));
    cases[at - 1] = cases.length;
  }
  return {
    literals,
    calls: { first: Int32Array.from(first), cases: Int32Array.from(called), next: Int32Array.from(next) },
    cases: Int32Array.from(cases),
  };
}

/** The place of the list that is met least, and how common it is. */
function rarestOf(lists: readonly AnyOf[], common: readonly number[]): readonly [number, number] {
  let rarest = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [place, list] of lists.entries()) {
    let sum = 0;
    for (const text of list) sum += common[text] ?? 0;
    if (sum < least) {
      least = sum;
      rarest = place;
    }
  }
  return [rarest, least];
}

/** Numbers texts, and tells how common they are: as patterns ask for them, and short ones stand in other words. */
function numberTexts(needs: readonly Needs[]) {
  const numbers = new Map<string, number>();
  const texts: string[] = [];
  const common: number[] = [];
  const numberOf = (text: string): number => {
    const known = numbers.get(text);
    if (known !== undefined) {
      common[known] = (common[known] ?? 0) + 1;
      return known;
    }
    const number = texts.push(text) - 1;
    common.push(1 + SHORT / text.length ** 2);
    numbers.set(text, number);
    return number;
  };
  const numbered: { readonly pattern: number; readonly lists: readonly AnyOf[] }[] = [];
  for (const [pattern, some = []] of needs.entries())
    for (const lists of some) numbered.push({ pattern, lists: lists.map((list) => list.map(numberOf)) });
  return { texts, common, numbered };
}

/** What a short literal's length counts for: one of six characters is about as common as one more pattern makes it. */
const SHORT = 40;
