import type { PatternNode } from '../lint/pattern-tree.ts';

/** More are not looked into one by one. */
const MOST_TEXTS = 64;

/** All that a node can match, where that is a few texts; undefined where it is not. */
export function textsOf(node: PatternNode): readonly string[] | undefined {
  switch (node.kind) {
    case 'text':
      return [node.text];
    case 'nothing':
      return [''];
    case 'class':
      return /^\[[^\\\]^-]+\]$/.test(node.text) ? [...node.text.slice(1, -1)] : undefined;
    case 'group':
      return textsOf(node.body);
    case 'either':
      return joined(node.branches, [], (one, other) => [...one, ...other]);
    case 'row':
      return joined(node.nodes, [''], (one, other) =>
        one.flatMap((start) => other.map((end) => `${start}${end}`)),
      );
    case 'repeat':
      return node.max === 1 ? maybe(textsOf(node.of), node.min) : undefined;
    default:
      return undefined;
  }
}

const maybe = (texts: readonly string[] | undefined, min: number): readonly string[] | undefined =>
  min === 1 ? texts : texts?.concat('');

function joined(
  nodes: readonly PatternNode[],
  none: readonly string[],
  join: (one: readonly string[], other: readonly string[]) => readonly string[],
): readonly string[] | undefined {
  let all = none;
  for (const node of nodes) {
    const texts = textsOf(node);
    if (!texts) return undefined;
    all = join(all, texts);
    if (all.length > MOST_TEXTS) return undefined;
  }
  return all;
}
