/** A regular expression, as far as the linter looks into it. */
export type PatternNode =
  | { readonly kind: 'text'; readonly text: string; readonly isEscaped: boolean }
  | { readonly kind: 'any' }
  | { readonly kind: 'class'; readonly text: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'repeat'; readonly of: PatternNode; readonly min: number; readonly max: number }
  | { readonly kind: 'group'; readonly isCapturing: boolean; readonly body: PatternNode }
  | { readonly kind: 'row'; readonly nodes: readonly PatternNode[] }
  | { readonly kind: 'either'; readonly branches: readonly PatternNode[] };

interface Reader {
  readonly pattern: string;
  at: number;
}

/** Thrown and caught in this file: what was met is not looked into. */
class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/** Reads a pattern that an engine has compiled; undefined where it holds what we do not look into (look-around, references). */
export function readPattern(pattern: string): PatternNode | undefined {
  try {
    const reader: Reader = { pattern, at: 0 };
    const tree = readEither(reader);
    return reader.at === pattern.length ? tree : undefined;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return undefined;
  }
}

function take(reader: Reader, sticky: RegExp): RegExpExecArray | undefined {
  sticky.lastIndex = reader.at;
  const found = sticky.exec(reader.pattern) ?? undefined;
  reader.at += found?.[0].length ?? 0;
  return found;
}

function readEither(reader: Reader): PatternNode {
  const branches = [readRow(reader)];
  while (take(reader, /\|/y)) branches.push(readRow(reader));
  const [only] = branches;
  return only && branches.length === 1 ? only : { kind: 'either', branches };
}

function readRow(reader: Reader): PatternNode {
  const nodes: PatternNode[] = [];
  while (reader.at < reader.pattern.length && !/[|)]/.test(reader.pattern.charAt(reader.at)))
    nodes.push(readRepeat(reader, readAtom(reader)));
  return { kind: 'row', nodes };
}

const BOUNDS: Readonly<Record<string, readonly [number, number]>> = {
  '*': [0, Number.POSITIVE_INFINITY],
  '+': [1, Number.POSITIVE_INFINITY],
  '?': [0, 1],
};

function readRepeat(reader: Reader, of: PatternNode): PatternNode {
  const [, sign = '', min, comma, max] = take(reader, /([*+?]|\{(\d+)(,?)(\d*)\})\??/y) ?? [];
  if (sign === '') return of;
  const known = BOUNDS[sign];
  if (known) return { kind: 'repeat', of, min: known[0], max: known[1] };
  const most = max ? Number(max) : comma ? Number.POSITIVE_INFINITY : Number(min);
  return { kind: 'repeat', of, min: Number(min), max: most };
}

function readAtom(reader: Reader): PatternNode {
  if (take(reader, /\(\?[a-zA-Z-]+\)/y)) return { kind: 'nothing' };
  const opening = take(reader, /\((?:\?(?:[a-zA-Z-]*:|P?<\w+>))?/y)?.[0];
  if (opening !== undefined) return readGroup(reader, opening);
  if (take(reader, /\./y)) return { kind: 'any' };
  if (take(reader, /[\^$]|\\[bBAzZ]/y)) return { kind: 'nothing' };
  const list = take(reader, /\[\^?\]?(?:\[:\^?\w+:\]|\\[\s\S]|[^\]\\])*\]/y)?.[0];
  if (list !== undefined) return { kind: 'class', text: list };
  const shorthand = take(reader, /\\(?:[dDsSwW]|[pP](?:\{[^}]*\}|.))/y)?.[0];
  if (shorthand !== undefined) return { kind: 'class', text: shorthand };
  const escaped = take(reader, /\\([^\w\s])/y)?.[1];
  if (escaped !== undefined) return { kind: 'text', text: escaped, isEscaped: true };
  const text = take(reader, /[^\\]/uy)?.[0];
  if (text === undefined) throw new Unreadable(`at ${reader.at}`);
  return { kind: 'text', text, isEscaped: false };
}

function readGroup(reader: Reader, opening: string): PatternNode {
  if (opening === '(' && reader.pattern.charAt(reader.at) === '?') throw new Unreadable('look-around');
  const body = readEither(reader);
  if (!take(reader, /\)/y)) throw new Unreadable('an open group');
  return { kind: 'group', isCapturing: !opening.endsWith(':'), body };
}

const childrenOf = (node: PatternNode): readonly PatternNode[] => {
  if (node.kind === 'row') return node.nodes;
  if (node.kind === 'either') return node.branches;
  if (node.kind === 'repeat') return [node.of];
  return node.kind === 'group' ? [node.body] : [];
};

/** The node and all below it. */
export const nodesOf = (node: PatternNode): readonly PatternNode[] => [
  node,
  ...childrenOf(node).flatMap(nodesOf),
];

/** The text of a node that is nothing but text; undefined for any other. */
export function plainText(node: PatternNode): string | undefined {
  if (node.kind === 'text') return node.text;
  if (node.kind !== 'row') return undefined;
  const texts = node.nodes.map(plainText);
  return texts.every((text) => text !== undefined) ? texts.join('') : undefined;
}
