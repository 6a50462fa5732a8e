import { type PatternNode, readPattern } from '../lint/pattern-tree.ts';

/** Characters of a reply that counts as short: nearly all have no more. */
export const SHORT_REPLY = 512;

/** Characters of a word; in a short expression `\w+` takes no more. */
const SHORT_WORD = 64;

function hasLongWord(text: string): boolean {
  let start = 0;
  while (text.length - start > SHORT_WORD) {
    const end = text.indexOf(' ', start);
    if ((end < 0 ? text.length : end) - start > SHORT_WORD) return true;
    if (end < 0) return false;
    start = end + 1;
  }
  return false;
}

/**
 * Whether short expressions may judge a folded text. Longer ones are left to the engine of linear time, so that the time
 * that they take grows with their length alone.
 */
export const isShortReply = (folded: string): boolean => folded.length <= SHORT_REPLY && !hasLongWord(folded);

/** Steps that a backtracking engine may take from one place of a text: times SHORT_REPLY, some milliseconds at worst. */
const MOST_STEPS = 20_000;

/** Characters of a reply so short that each of its few places may take more steps, for no more in all. */
export const TINY_REPLY = 128;

const MOST_STEPS_OF_TINY = (MOST_STEPS * SHORT_REPLY) / TINY_REPLY;

/** At most so many ways to match from one place, and steps to try them all. */
interface Cost {
  readonly ways: number;
  readonly steps: number;
}

const ONE: Cost = { ways: 1, steps: 1 };

/** The character that every match begins with, where there is but one. */
function firstOf(node: PatternNode | undefined): string | undefined {
  if (node?.kind === 'text') return node.text;
  if (node?.kind === 'row') return firstOf(node.nodes.find(({ kind }) => kind !== 'nothing'));
  if (node?.kind === 'group') return firstOf(node.body);
  return node?.kind === 'repeat' && node.min > 0 ? firstOf(node.of) : undefined;
}

/** Repeats one character that the next part cannot begin with: only all of them together lead on. */
function isStoppedBy(node: PatternNode, next: PatternNode | undefined): boolean {
  const stop = firstOf(next);
  if (node.kind !== 'repeat' || node.of.kind !== 'class' || stop === undefined) return false;
  return !fitsOne(node.of.text, stop);
}

const fitsOne = (unit: string, character: string): boolean => new RegExp(`^${unit}$`, 'u').test(character);

function costOfRow(nodes: readonly PatternNode[]): Cost {
  let ways = 1;
  let steps = 0;
  for (const [at, node] of nodes.entries()) {
    const cost = costOf(node);
    steps += ways * cost.steps;
    if (!isStoppedBy(node, nodes[at + 1])) ways *= cost.ways;
  }
  return { ways, steps };
}

/** Of branches that begin with different characters, only those of one character go on at one place. */
function costOfEither(branches: readonly PatternNode[]): Cost {
  const byFirst = new Map<string, Cost>();
  let open: Cost = { ways: 0, steps: branches.length };
  const sum = (one: Cost, other: Cost): Cost => ({
    ways: one.ways + other.ways,
    steps: one.steps + other.steps,
  });
  for (const branch of branches) {
    const first = firstOf(branch);
    if (first === undefined) open = sum(open, costOf(branch));
    else byFirst.set(first, sum(byFirst.get(first) ?? { ways: 0, steps: 0 }, costOf(branch)));
  }
  const groups = [...byFirst.values()];
  return sum(open, {
    ways: Math.max(0, ...groups.map(({ ways }) => ways)),
    steps: Math.max(0, ...groups.map(({ steps }) => steps)),
  });
}

function costOfRepeat(of: PatternNode, min: number, max: number): Cost {
  const once = costOf(of);
  const most = Math.min(max, SHORT_WORD * 2);
  let ways = 0;
  let steps = 0;
  for (let times = 0, reached = 1; times <= most && steps <= MOST_STEPS_OF_TINY; times += 1) {
    if (times >= min) ways += reached;
    steps += reached * once.steps;
    reached *= once.ways;
  }
  return { ways, steps };
}

/** The most that matching a node from one place may take. */
function costOf(node: PatternNode): Cost {
  switch (node.kind) {
    case 'row':
      return costOfRow(node.nodes);
    case 'either':
      return costOfEither(node.branches);
    case 'group':
      return costOf(node.body);
    case 'repeat':
      return costOfRepeat(node.of, node.min, node.max);
    default:
      return ONE;
  }
}

/** An escape, a class, or any other character, and what repeats it without end. */
const UNIT = /(\\[pP](?:\{[^}]*\}|.)|\\[\s\S]|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]|[\s\S])([*+]?)/gu;

/** Repetitions without end, of what fits no space, made as long as a short word; undefined where there are others. */
function bounded(pattern: string): string | undefined {
  let isBounded = true;
  const text = pattern.replace(UNIT, (_, unit: string, sign: string) => {
    if (sign === '') return unit;
    if (/^[).*+?}]$/.test(unit) || fitsOne(unit, ' ')) isBounded = false;
    return `${unit}{${sign === '*' ? 0 : 1},${SHORT_WORD}}`;
  });
  return isBounded ? text : undefined;
}

/**
 * The same pattern for JavaScript's own engine, many times as fast as one of linear time, where the two mean the same in a
 * short reply (isShortReply), or one of at most TINY_REPLY characters, and trying all ways costs little. Undefined for any
 * other.
 */
export function shortExpression(folded: string, isTiny = false): RegExp | undefined {
  const tree = readPattern(folded);
  if (!tree) return undefined;
  try {
    if (costOf(tree).steps > (isTiny ? MOST_STEPS_OF_TINY : MOST_STEPS)) return undefined;
    const text = bounded(folded);
    return text === undefined ? undefined : new RegExp(text, 'u');
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}
