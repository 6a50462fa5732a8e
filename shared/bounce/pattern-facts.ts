import type { PatternNode } from '../lint/pattern-tree.ts';
import { textsOf } from './texts-of.ts';

/** The fewest characters that a match of a node takes. */
export function leastOf(node: PatternNode): number {
  switch (node.kind) {
    case 'nothing':
      return 0;
    case 'group':
      return leastOf(node.body);
    case 'row':
      return node.nodes.reduce((sum, part) => sum + leastOf(part), 0);
    case 'either':
      return Math.min(...node.branches.map(leastOf));
    case 'repeat':
      return Math.max(0, node.min) * leastOf(node.of);
    default:
      return 1;
  }
}

/** The character that every match of a node begins with, where there is but one. */
export function firstOf(node: PatternNode): string | undefined {
  const [first, ...others] = new Set(firstCharacters(node));
  return others.length === 0 ? first : undefined;
}

/** The class of characters that matches of a node, which are no nothing, begin with; undefined where not looked into. */
export function firstsOf(node: PatternNode): string | undefined {
  const characters = firstCharacters(node);
  return characters && `[${characters.map((one) => one.replace(/[\\\]^-]/, '\\$&')).join('')}]`;
}

function firstCharacters(node: PatternNode | undefined): readonly string[] | undefined {
  switch (node?.kind) {
    case 'text':
      return [node.text];
    case 'class':
      return textsOf(node);
    case 'group':
      return firstCharacters(node.body);
    case 'repeat':
      return node.min > 0 ? firstCharacters(node.of) : undefined;
    case 'row':
      return firstCharacters(node.nodes.find(({ kind }) => kind !== 'nothing'));
    case 'either': {
      const each = node.branches.map(firstCharacters);
      return each.every((some) => some !== undefined) ? each.flat() : undefined;
    }
    default:
      return undefined;
  }
}

/** Whether some match of a node, of a character or more, may begin with a character of a class. */
export function canBegin(node: PatternNode, unit: string): boolean {
  switch (node.kind) {
    case 'text':
      return fitsOne(unit, node.text);
    case 'class':
      return textsOf({ kind: 'class', text: unit })?.some((text) => fitsOne(node.text, text)) ?? true;
    case 'nothing':
      return false;
    case 'group':
      return canBegin(node.body, unit);
    case 'repeat':
      return canBegin(node.of, unit);
    case 'either':
      return node.branches.some((branch) => canBegin(branch, unit));
    case 'row': {
      const last = node.nodes.findIndex((part) => leastOf(part) > 0);
      return node.nodes.slice(0, last < 0 ? undefined : last + 1).some((part) => canBegin(part, unit));
    }
    default:
      return true;
  }
}

/** Whether a class, or what stands for one character, fits a character. */
export const fitsOne = (unit: string, character: string): boolean =>
  new RegExp(`^${unit}$`, 'u').test(character);
