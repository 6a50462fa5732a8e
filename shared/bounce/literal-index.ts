import { Automaton } from './automaton.ts';
import { createMarks } from './marks.ts';

/** Tells in one pass over a text which literals it may hold; a literal's number is its place in the list. */
export interface LiteralIndex {
  /**
   * The numbers of the literals in `text`, each once: all that it holds. One that it does not hold is rare: literals are told
   * apart by their ends, letters beyond ASCII by a few places.
   */
  search(text: string): readonly number[];
  /** Whether `search` found the literal of a number in the last text. */
  holds(number: number): boolean;
}

/** Characters at the end of a literal that tell it apart; the automaton grows with them. */
const LONGEST = 16;

/** The same with more literals than MANY. */
const LONGEST_OF_MANY = 4;
const MANY = 10_000;

/** No literal. */
const NONE = -1;

/** Makes different literals ready to be found; an empty one never is. */
export function createLiteralIndex(literals: readonly string[]): LiteralIndex {
  const longest = literals.length > MANY ? LONGEST_OF_MANY : LONGEST;
  const automaton = new Automaton();
  const states = literals.map((text) => automaton.put(text, Math.max(0, text.length - longest)));
  const { first, next } = findable(automaton, states);
  const held = createMarks(literals.length);
  return {
    holds: held.has,
    search: (text) => {
      const found: number[] = [];
      held.clear();
      let state = 0;
      for (let at = 0; at < text.length; at += 1) {
        state = automaton.step(state, text.charCodeAt(at));
        let literal = first[state] ?? NONE;
        while (literal !== NONE && held.add(literal)) {
          found.push(literal);
          literal = next[literal] ?? NONE;
        }
      }
      return found;
    },
  };
}

/** Of each state the first literal that ends there, and of each literal the next: of the same state, then of shorter ones. */
function findable(automaton: Automaton, states: readonly number[]) {
  const next = new Int32Array(states.length).fill(NONE);
  const order = automaton.complete();
  const first = new Int32Array(automaton.size).fill(NONE);
  const last = new Int32Array(automaton.size).fill(NONE);
  for (const [literal, state] of states.entries()) {
    if (state === 0) continue;
    if (last[state] === NONE) last[state] = literal;
    next[literal] = first[state] ?? NONE;
    first[state] = literal;
  }
  for (const state of order) {
    if (state === 0) continue;
    const shorter = first[automaton.link(state)] ?? NONE;
    const end = last[state] ?? NONE;
    if (end === NONE) first[state] = shorter;
    else next[end] = shorter;
  }
  return { first, next };
}
