import type { PatternNode } from '../lint/pattern-tree.ts';
import { canBegin, firstOf, firstsOf, fitsOne, leastOf } from './pattern-facts.ts';
import { textsOf } from './texts-of.ts';

/** Characters of a word; what stops at a space takes no more. */
export const SHORT_WORD = 64;

/** What is left of a pattern. */
interface Rest {
  readonly node: PatternNode;
  readonly rest: Rest | undefined;
  /** Steps that are known, by the class that the next character must be of. */
  readonly known: Map<string, number>;
}

/** Parts that are looked at; a pattern of more, as repeats within repeats make it, counts as one of endless steps. */
const MOST_LOOKS = 2_000;

type NodeOf<K extends PatternNode['kind']> = Extract<PatternNode, { kind: K }>;

/**
 * The most steps that a backtracking engine takes to look for a pattern in a text of some length, whose words have at most
 * SHORT_WORD characters: how many ways there are to go on and fail, from every place. Errs to more.
 */
export const stepsOf = (pattern: PatternNode, length: number): number =>
  length * createCounter(length)(then(pattern, undefined), '');

const then = (node: PatternNode, rest: Rest | undefined): Rest => ({ node, rest, known: new Map() });

/** Steps from one place through the rest; `must` is the class that the next character is of, where that is known. */
type Counter = (rest: Rest | undefined, must: string) => number;

function createCounter(length: number): Counter {
  let looks = 0;
  const count: Counter = (here, must) => {
    if (!here) return 0;
    const known = here.known.get(must);
    if (known !== undefined) return known;
    looks += 1;
    if (looks > MOST_LOOKS) return Number.POSITIVE_INFINITY;
    const steps = countNode(here, must);
    here.known.set(must, steps);
    return steps;
  };

  function countNode({ node, rest }: Rest, must: string): number {
    switch (node.kind) {
      case 'nothing':
        return count(rest, must);
      case 'group':
        return count(then(node.body, rest), must);
      case 'row':
        return count(
          node.nodes.toReversed().reduce((tail, part) => then(part, tail), rest),
          must,
        );
      case 'either':
        return countEither(node, rest, must);
      case 'repeat':
        return node.of.kind === 'class' || node.of.kind === 'any'
          ? countRun(node, node.of, rest, must)
          : countRepeat(node, rest, must);
      default:
        return must !== '' && !canBegin(node, must) ? 1 : 1 + count(rest, '');
    }
  }

  /** Inside a run the next character is of its class; only at its end is it any other. */
  function countRun(
    node: NodeOf<'repeat'>,
    of: NodeOf<'class' | 'any'>,
    rest: Rest | undefined,
    must: string,
  ): number {
    if (must !== '' && !canBegin(of, must)) return 1 + (node.min > 0 ? 0 : count(rest, must));
    if (!rest) return node.min;
    const unit = of.kind === 'class' ? of.text : '';
    const most = Math.min(node.max, unit !== '' && !fitsOne(unit, ' ') ? SHORT_WORD : length);
    return most + (most - Math.min(node.min, most)) * count(rest, unit) + count(rest, '');
  }

  /** Once more, or on. Where all matches begin with a few characters, the next one tells whether both can be. */
  function countRepeat({ of, min, max }: NodeOf<'repeat'>, rest: Rest | undefined, must: string): number {
    const most = Math.min(max, Math.ceil(length / Math.max(1, leastOf(of))));
    const canStop = min <= 0 || most === 0;
    const on = 1 + (canStop ? count(rest, must) : 0);
    if (most === 0 || (must !== '' && !canBegin(of, must))) return on;
    const again: PatternNode = { kind: 'repeat', of, min: min - 1, max: most - 1 };
    const more = count(then(of, then(again, rest)), must);
    const firsts = firstsOf(of);
    return firsts && canStop ? Math.max(on, 1 + more + count(rest, firsts)) : on + more;
  }

  /** Of branches that begin with different characters, or are different texts, few go on at one place. */
  function countEither({ branches }: NodeOf<'either'>, rest: Rest | undefined, must: string): number {
    const texts: string[] = [];
    const byFirst = new Map<string, number>();
    let steps = branches.length;
    for (const branch of branches) {
      const some = textsOf(branch);
      if (some) texts.push(...some);
      else {
        const first = firstOf(branch) ?? '';
        byFirst.set(first, (byFirst.get(first) ?? 0) + count(then(branch, rest), must));
      }
    }
    for (const [first, each] of byFirst) if (first === '') steps += each;
    steps += Math.max(0, ...[...byFirst].flatMap(([first, each]) => (first === '' ? [] : [each])));
    const possible = texts.filter((text) => text !== '' && (must === '' || fitsOne(must, text.charAt(0))));
    if (texts.includes('')) steps += count(rest, must);
    return possible.length === 0
      ? steps
      : steps + longestOf(possible) + mostAtOnce(possible) * count(rest, '');
  }

  return count;
}

const longestOf = (texts: readonly string[]): number =>
  texts.reduce((most, { length }) => Math.max(most, length), 0);

/** The most of some texts that can stand at one place: each the beginning of the next. */
function mostAtOnce(texts: readonly string[]): number {
  const open: string[] = [];
  let most = 0;
  for (const text of texts.toSorted()) {
    while (!text.startsWith(open.at(-1) ?? '')) open.pop();
    open.push(text);
    most = Math.max(most, open.length);
  }
  return most;
}
