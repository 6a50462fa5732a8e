import { createMarks } from './marks.ts';

/** Tells in one pass over a text which literals it may hold. */
export interface LiteralIndex {
  /** The numbers that `text` calls for, each once: all that it should, for letters beyond ASCII perhaps a few more. */
  search(text: string): readonly number[];
}

/** What calls for number `of` when it is found. */
export interface Literal {
  readonly text: string;
  readonly of: number;
}

/** A tree of literals, a column a step; state 0 is the root. */
interface Trie {
  readonly next: Map<number, number>[];
  /** The numbers whose literals end in a state. */
  readonly found: number[][];
}

const ROOT = 0;

/** UTF-16 units beyond ASCII share so many columns: else letters of all scripts would make the table too wide. */
const SHARED = 31;

/** The column of a UTF-16 unit; ASCII has one for each, so the table has 128 + SHARED. */
const columnOf = (unit: number): number => (unit < 128 ? unit : 128 + (unit % SHARED));
const WIDTH = 128 + SHARED;

function insert({ next, found }: Trie, { text, of }: Literal): void {
  let state = ROOT;
  for (let i = 0; i < text.length; i += 1) {
    const column = columnOf(text.charCodeAt(i));
    const known = next[state]?.get(column) ?? next.push(new Map()) - 1;
    found[known] ??= [];
    next[state]?.set(column, known);
    state = known;
  }
  found[state]?.push(of);
}

/** Where each state goes on each column: to its child, else to where the longest suffix that is a state goes. */
function fillTable({ next, found }: Trie): Uint16Array | Uint32Array {
  const cells = next.length * WIDTH;
  const table = next.length <= 0x1_00_00 ? new Uint16Array(cells) : new Uint32Array(cells);
  const suffix = new Uint32Array(next.length);
  const queue = [ROOT];
  for (const state of queue) {
    const fallback = suffix[state] ?? ROOT;
    if (state !== ROOT) {
      table.copyWithin(state * WIDTH, fallback * WIDTH, (fallback + 1) * WIDTH);
      found[state]?.push(...(found[fallback] ?? []));
    }
    for (const [column, child] of next[state] ?? []) {
      const cell = state * WIDTH + column;
      suffix[child] = table[cell] ?? ROOT;
      table[cell] = child;
      queue.push(child);
    }
  }
  return table;
}

/** Aho and Corasick's automaton over the literals, as a dense table. */
export function createLiteralIndex(literals: readonly Literal[]): LiteralIndex {
  const trie: Trie = { next: [new Map()], found: [[]] };
  for (const literal of literals) insert(trie, literal);
  const table = fillTable(trie);
  const found = trie.found.map((numbers) => Uint32Array.from(numbers));
  const called = createMarks(literals.reduce((most, { of }) => Math.max(most, of + 1), 0));
  const visited = createMarks(found.length);
  return {
    search: (text) => {
      const numbers: number[] = [];
      called.clear();
      visited.clear();
      let state = ROOT;
      for (let i = 0; i < text.length; i += 1) {
        state = table[state * WIDTH + columnOf(text.charCodeAt(i))] ?? ROOT;
        const ends = visited.add(state) ? found[state] : undefined;
        if (ends) for (const of of ends) if (called.add(of)) numbers.push(of);
      }
      return numbers;
    },
  };
}
