import type { PatternNode } from './pattern-tree.ts';

/** More tell no more, and the linter tries each on every earlier pattern. */
const MOST_SAMPLES = 24;

/** Copies of a part that may be repeated; more would make samples no reply looks like. */
const MOST_COPIES = 3;

/** Of a class, the first two that are in it are tried. */
const CANDIDATES = ['4', 'a', ' ', '7', 'x', '-', '.', '[', '"', 'é', '中', 'я'];

/**
 * Texts that a pattern matches, so that two patterns can be held against each other: every branch is in one of them, and a
 * gap (`.*`, `.+`) is a space, as between the words of real replies. What anchors and boundaries ask for is left aside, so the caller tries
 * each sample on the pattern itself.
 */
export const samplesOf = (node: PatternNode): readonly string[] => [...new Set(expand(node))];

function expand(node: PatternNode): readonly string[] {
  switch (node.kind) {
    case 'text':
      return [node.text];
    case 'any':
      return [' '];
    case 'class':
      return membersOf(node.text);
    case 'nothing':
      return [''];
    case 'group':
      return expand(node.body);
    case 'either':
      return node.branches.flatMap(expand).slice(0, MOST_SAMPLES);
    case 'row':
      return side(node.nodes.map(expand));
    case 'repeat':
      return repeat(node);
  }
}

/** The first of each part together, then the second of each, and so on, until the part with most is through. */
function side(parts: readonly (readonly string[])[]): readonly string[] {
  const most = Math.min(MOST_SAMPLES, Math.max(1, ...parts.map(({ length }) => length)));
  if (parts.some(({ length }) => length === 0)) return [];
  return Array.from({ length: most }, (_, turn) =>
    parts.map((texts) => texts[turn % texts.length] ?? '').join(''),
  );
}

function repeat({ of, min, max }: Extract<PatternNode, { kind: 'repeat' }>): readonly string[] {
  const once = expand(of);
  if (of.kind === 'any') return [' '.repeat(Math.max(1, min))];
  const fewest = once.map((text) => text.repeat(min));
  const more = Math.min(max, Math.max(min + 1, 1), min + MOST_COPIES);
  return more === min ? fewest : [...fewest, ...once.map((text) => text.repeat(more))].slice(0, MOST_SAMPLES);
}

/** POSIX classes are RE2's, and JavaScript's `u` flag takes fewer escapes: what it does not take has no members here. */
function membersOf(text: string): readonly string[] {
  try {
    const expression = new RegExp(`^${text}$`, text.includes('\\p') || text.includes('\\P') ? 'u' : '');
    const own = [...text.replace(/\\./g, '').replace(/[[\]^]/g, '')];
    return [...CANDIDATES, ...own].filter((letter) => expression.test(letter)).slice(0, 2);
  } catch {
    return [];
  }
}
