import { createMarks } from './marks.ts';

/** Tells in one pass over a text which literals it holds. */
export interface LiteralIndex {
  /** The numbers of the literals in `text`, each once. */
  search(text: string): readonly number[];
}

/** What calls for number `of` when it is found. */
export interface Literal {
  readonly text: string;
  readonly of: number;
}

/** No node, no literal. */
const NONE = 0;

/** The node that every walk begins at; it has no place in the table of nodes. */
const ROOT = -1;

/**
 * A trie (Fredkin 1960) whose nodes are the places of one hash table: a node is where its parent's number and its character
 * hash to, or the next free place. So making it takes a step for each character of the literals, and ten bytes for each of
 * twice as many places.
 */
class Trie {
  readonly #parents: Int32Array;
  readonly #characters: Uint16Array;
  readonly #last: number;
  /** The first literal that ends at a node, counted from 1. */
  readonly heads: Int32Array;

  constructor(characters: number) {
    const size = 2 ** Math.ceil(Math.log2(2 * characters + 2));
    this.#last = size - 1;
    this.#parents = new Int32Array(size);
    this.#characters = new Uint16Array(size);
    this.heads = new Int32Array(size);
  }

  /** The place of a node, or the free one where it would be put. */
  #placeOf(parent: number, character: number): number {
    let place = Math.imul(Math.imul(parent, 0x9e_37_79_b1) ^ character, 0x85_eb_ca_6b);
    place = (place ^ (place >>> 15)) & this.#last;
    while (place === NONE || this.#parents[place] !== NONE) {
      if (this.#parents[place] === parent && this.#characters[place] === character) return place;
      place = (place + 1) & this.#last;
    }
    return place;
  }

  /** The node below `parent` for a character, or NONE. */
  below(parent: number, character: number): number {
    const place = this.#placeOf(parent, character);
    return this.#parents[place] === NONE ? NONE : place;
  }

  /** The node of a text, made where there was none. */
  put(text: string): number {
    let node = ROOT;
    for (let at = 0; at < text.length; at += 1) {
      const character = text.charCodeAt(at);
      const place = this.#placeOf(node, character);
      this.#parents[place] = node;
      this.#characters[place] = character;
      node = place;
    }
    return node;
  }
}

/**
 * From every place of the text the trie is walked down as far as some literal goes, which is two or three characters for
 * most: no place takes more steps than the longest literal has characters. The automaton of Aho and Corasick (1975) saves
 * these few, but its links cost a start more than that saves.
 */
export function createLiteralIndex(literals: readonly Literal[]): LiteralIndex {
  const trie = new Trie(literals.reduce((sum, { text }) => sum + text.length, 0));
  const numbers = Int32Array.from(literals, ({ of }) => of);
  /** The next literal of the same text, counted from 1. */
  const others = new Int32Array(literals.length + 1);
  for (const [at, { text }] of literals.entries()) {
    const node = trie.put(text);
    others[at + 1] = trie.heads[node] ?? NONE;
    trie.heads[node] = at + 1;
  }
  const called = createMarks(numbers.reduce((most, of) => Math.max(most, of + 1), 0));
  return {
    search: (text) => {
      const found: number[] = [];
      called.clear();
      for (let start = 0; start < text.length; start += 1) {
        let node = ROOT;
        for (let at = start; at < text.length; at += 1) {
          node = trie.below(node, text.charCodeAt(at));
          if (node === NONE) break;
          for (let one = trie.heads[node] ?? NONE; one !== NONE; one = others[one] ?? NONE) {
            const of = numbers[one - 1] ?? 0;
            if (called.add(of)) found.push(of);
          }
        }
      }
      return found;
    },
  };
}
