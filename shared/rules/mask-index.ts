import { compileGlob, type Glob } from './glob.ts';

/** Masks in order, made ready for asking which one is the first to fit. */
export interface MaskIndex {
  /** The place in the list of the first mask that fits `host` (lower case, no trailing dot); undefined if none does. */
  first(host: string): number | undefined;
}

/** A mask's part left of its literal labels: it fits what is left of the host there. */
interface Head {
  readonly place: number;
  readonly fits: Glob;
}

interface Node {
  /** By the next label to the left. */
  readonly labels: Map<string, Node>;
  /** The first mask without wildcards that ends here. */
  literal?: number;
  /** Heads by the characters before their first wildcard, and the lengths of these, so that only likely heads are tried. */
  readonly heads: Map<string, Head[]>;
  readonly lengths: Set<number>;
}

const emptyNode = (): Node => ({ labels: new Map(), heads: new Map(), lengths: new Set() });

/** A tree over the labels right of the last wildcard, read from the right; in a node, heads by their literal start. */
export function createMaskIndex(masks: readonly string[]): MaskIndex {
  const root = emptyNode();
  for (const [place, mask] of masks.entries()) insert(root, mask, place);
  return { first: (host) => firstFit(root, host) };
}

function insert(root: Node, mask: string, place: number): void {
  const wildcard = Math.max(mask.lastIndexOf('*'), mask.lastIndexOf('?'));
  const dot = wildcard < 0 ? -1 : mask.indexOf('.', wildcard);
  const tail = wildcard >= 0 && dot < 0 ? [] : mask.slice(dot + 1).split('.');
  const node = tail.reduceRight(childOf, root);
  if (wildcard < 0) node.literal ??= place;
  else addHead(node, dot < 0 ? mask : mask.slice(0, dot), place);
}

function childOf(node: Node, label: string): Node {
  const child = node.labels.get(label) ?? emptyNode();
  node.labels.set(label, child);
  return child;
}

function addHead(node: Node, head: string, place: number): void {
  const start = head.slice(0, head.search(/[*?]/));
  const heads = node.heads.get(start) ?? [];
  heads.push({ place, fits: compileGlob(head) });
  node.heads.set(start, heads);
  node.lengths.add(start.length);
}

function firstFit(root: Node, host: string): number | undefined {
  let best = Number.POSITIVE_INFINITY;
  let node: Node | undefined = root;
  let end = host.length;
  while (node) {
    if (end >= 0) best = bestHead(node, host.slice(0, end), best);
    else best = Math.min(best, node.literal ?? best);
    const dot: number = end > 0 ? host.lastIndexOf('.', end - 1) : -1;
    node = end < 0 ? undefined : node.labels.get(host.slice(dot + 1, end));
    end = dot < 0 ? -1 : dot;
  }
  return Number.isFinite(best) ? best : undefined;
}

/** The place of the first head that fits `rest` and comes before `best`; else `best`. Heads of one start are in order. */
function bestHead(node: Node, rest: string, best: number): number {
  let found = best;
  for (const length of node.lengths) {
    if (length > rest.length) continue;
    for (const head of node.heads.get(rest.slice(0, length)) ?? []) {
      if (head.place >= found) break;
      if (head.fits(rest)) found = head.place;
    }
  }
  return found;
}
