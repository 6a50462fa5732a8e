import type { PatternNode } from '../../../../shared/lint/pattern-tree.ts';

type GoOn = (at: number) => boolean;

/**
 * Characters that the plainest backtracking engine looks at when it looks for a pattern in a text and finds nothing: what
 * would be a match counts as none, so that all ways are tried. Stops at `most`.
 */
export function looksOf(pattern: PatternNode, text: string, most: number): number {
  let looks = 0;
  const classes = new Map<string, RegExp>();
  const fits = (unit: string, character: string): boolean => {
    const known = classes.get(unit) ?? new RegExp(`^${unit}$`, 'u');
    classes.set(unit, known);
    return known.test(character);
  };

  /** Whether to stop. */
  function go(node: PatternNode, at: number, on: GoOn): boolean {
    switch (node.kind) {
      case 'nothing':
        return on(at);
      case 'group':
        return go(node.body, at, on);
      case 'row':
        return node.nodes.toReversed().reduce<GoOn>((rest, part) => (from) => go(part, from, rest), on)(at);
      case 'either':
        return node.branches.some((branch) => go(branch, at, on));
      case 'repeat':
        return again(node, 0, at, on);
      default: {
        looks += 1;
        if (looks >= most) return true;
        const character = text.charAt(at);
        if (character === '') return false;
        if (node.kind === 'text' && node.text !== character) return false;
        return node.kind === 'class' && !fits(node.text, character) ? false : on(at + 1);
      }
    }
  }

  function again(node: PatternNode & { kind: 'repeat' }, times: number, at: number, on: GoOn): boolean {
    const more = times < node.max && go(node.of, at, (to) => to > at && again(node, times + 1, to, on));
    return more || (times >= node.min && on(at));
  }

  for (let start = 0; start <= text.length; start += 1) if (go(pattern, start, () => false)) break;
  return looks;
}
