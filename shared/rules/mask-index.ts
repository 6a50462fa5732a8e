import { compileGlob, type Glob } from './glob.ts';

/** Whether the mask at a place in the list is to be used at all. */
export type Usable = (place: number) => boolean;

/** Masks in order, made ready for asking which one is the first to fit. */
export interface MaskIndex {
  /**
   * The place in the list of the first mask that fits `host` (lower case, no trailing dot); undefined if none does. Masks
   * that are not `usable` are passed over.
   */
  first(host: string, usable?: Usable): number | undefined;
}

/** A mask's part left of its literal labels: it fits what is left of the host there. */
interface Head {
  readonly place: number;
  readonly fits: Glob;
}

interface Node {
  /** By the next label to the left. */
  labels?: Map<string, Node>;
  /** The masks without wildcards that end here, in order. */
  literals?: number[];
  heads?: Heads;
}

/** Heads by the characters before their first wildcard, and the lengths of these, so that only likely heads are tried. */
interface Heads {
  readonly byStart: Map<string, Head[]>;
  readonly lengths: number[];
}

const ALL: Usable = () => true;

/** A tree over the labels right of the last wildcard, read from the right; in a node, heads by their literal start. */
export function createMaskIndex(masks: readonly string[]): MaskIndex {
  const root: Node = {};
  const globs = new Map<string, Glob>();
  for (const [place, mask] of masks.entries()) insert(root, mask, place, globs);
  return { first: (host, usable = ALL) => firstFit(root, host, usable) };
}

/** `globs` are the heads made so far: thousands of masks start with the same few. */
function insert(root: Node, mask: string, place: number, globs: Map<string, Glob>): void {
  const wildcard = Math.max(mask.lastIndexOf('*'), mask.lastIndexOf('?'));
  const dot = wildcard < 0 ? -1 : mask.indexOf('.', wildcard);
  const node = wildcard >= 0 && dot < 0 ? root : nodeOf(root, mask, dot);
  if (wildcard < 0) {
    node.literals ??= [];
    node.literals.push(place);
    return;
  }
  const text = dot < 0 ? mask : mask.slice(0, dot);
  const fits = globs.get(text) ?? compileGlob(text);
  globs.set(text, fits);
  addHead(node, text, { place, fits });
}

/** The node of the labels right of `dot`. */
function nodeOf(root: Node, mask: string, dot: number): Node {
  let node = root;
  for (let end = mask.length; end > dot; ) {
    const start = end === 0 ? -1 : mask.lastIndexOf('.', end - 1);
    node = childOf(node, mask.slice(start + 1, end));
    end = start;
  }
  return node;
}

function childOf(node: Node, label: string): Node {
  node.labels ??= new Map();
  const known = node.labels.get(label);
  if (known) return known;
  const child: Node = {};
  node.labels.set(label, child);
  return child;
}

function addHead(node: Node, text: string, head: Head): void {
  const start = text.slice(0, text.search(/[*?]/));
  node.heads ??= { byStart: new Map(), lengths: [] };
  const { byStart, lengths } = node.heads;
  const same = byStart.get(start);
  if (same) same.push(head);
  else byStart.set(start, [head]);
  if (!lengths.includes(start.length)) lengths.push(start.length);
}

function firstFit(root: Node, host: string, usable: Usable): number | undefined {
  let best = Number.POSITIVE_INFINITY;
  let node: Node | undefined = root;
  let end = host.length;
  while (node) {
    if (end >= 0) best = node.heads ? bestHead(node.heads, host.slice(0, end), best, usable) : best;
    else best = Math.min(best, node.literals?.find(usable) ?? best);
    const dot: number = end > 0 ? host.lastIndexOf('.', end - 1) : -1;
    node = end < 0 ? undefined : node.labels?.get(host.slice(dot + 1, end));
    end = dot < 0 ? -1 : dot;
  }
  return Number.isFinite(best) ? best : undefined;
}

/** The place of the first usable head that fits `rest` and comes before `best`; else `best`. Heads of one start are in order. */
function bestHead(heads: Heads, rest: string, best: number, usable: Usable): number {
  let found = best;
  for (const length of heads.lengths) {
    if (length > rest.length) continue;
    for (const head of heads.byStart.get(rest.slice(0, length)) ?? []) {
      if (head.place >= found) break;
      if (usable(head.place) && head.fits(rest)) found = head.place;
    }
  }
  return found;
}
