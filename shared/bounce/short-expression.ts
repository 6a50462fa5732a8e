import { readPattern } from '../lint/pattern-tree.ts';
import { SHORT_WORD, stepsOf } from './steps-of.ts';

/** A pattern for JavaScript's own engine, many times as fast as one of linear time. */
export interface ShortExpression {
  readonly expression: RegExp;
  /** Characters of the longest reply that it may judge. */
  readonly upTo: number;
}

/** Lengths of replies: nearly all have no more than the first, most no more than the last. */
const LENGTHS = [512, 256, 128, 64];

/**
 * Steps that a backtracking engine may take in a whole reply, as we count them: all ways to go on, from every place. The worst
 * replies to the shipped rules take a hundredth of it, below a millisecond. Longer replies are left to the engine of linear
 * time, so that the time that they take grows with their length alone.
 */
const MOST_STEPS = 100_000_000;

/** Whether short expressions may judge a folded text, if it is no longer than they may judge. */
export function isOfShortWords(text: string): boolean {
  let start = 0;
  while (text.length - start > SHORT_WORD) {
    const end = text.indexOf(' ', start);
    if ((end < 0 ? text.length : end) - start > SHORT_WORD) return false;
    if (end < 0) return true;
    start = end + 1;
  }
  return true;
}

/** Escapes that JavaScript does not know, of characters that need none. */
const NEEDLESS_ESCAPE = /\\(["'`<>=!:;,@#%&~ ])|(\\[\s\S])/g;

/**
 * The same pattern for JavaScript's own engine, where the two mean the same and trying all ways costs little. Undefined for
 * any other.
 */
export function shortExpression(folded: string): ShortExpression | undefined {
  const pattern = folded.replace(NEEDLESS_ESCAPE, '$1$2');
  const tree = readPattern(pattern);
  try {
    const upTo = tree && LENGTHS.find((length) => stepsOf(tree, length) <= MOST_STEPS);
    return upTo === undefined ? undefined : { expression: new RegExp(pattern, 'u'), upTo };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}
