/** Places of a row: one for each character of ASCII. */
const PLACES = 128;

/** Letters beyond ASCII share the places of the capitals, which no folded text has. */
const placeOf = (character: number): number => (character < PLACES ? character : 65 + (character % 26));

/** States as 16 bits can name: 16 MB of rows. A text that finds no room ends where there was none. */
const MOST_STATES = 65_536;

/** States that there is room for at first. */
const FEW_STATES = 8_192;

/**
 * The automaton of Aho and Corasick (1975) with every step in one table: a character takes one look, however many texts there
 * are. Put all texts in, link, then step from state 0.
 */
export class Automaton {
  /** Of each state, a row of the states that characters lead to; 0 where there is none. */
  #next = new Uint16Array(FEW_STATES * PLACES);
  /** Of each state, the step that leads to it from a state before it. */
  readonly #steps: number[] = [0];
  /** Of each state, the longest of its ends that is a state: where a text goes on that leads no further. */
  #links = new Uint16Array(0);

  /** How many states there are. */
  get size(): number {
    return this.#steps.length;
  }

  /** The state after one character more. */
  step(state: number, character: number): number {
    return this.#next[state * PLACES + placeOf(character)] ?? 0;
  }

  /** The longest state that ends a state and is shorter. */
  link(state: number): number {
    return this.#links[state] ?? 0;
  }

  /** Puts a text in from a place on; answers its state. */
  put(text: string, from: number): number {
    let state = 0;
    for (let at = from; at < text.length; at += 1) {
      const step = state * PLACES + placeOf(text.charCodeAt(at));
      const next = this.#next[step] || this.#add(step);
      if (next === 0) break;
      state = next;
    }
    return state;
  }

  #add(step: number): number {
    const state = this.#steps.length;
    if (state === MOST_STATES) return 0;
    if (state * PLACES === this.#next.length) {
      const more = new Uint16Array(2 * this.#next.length);
      more.set(this.#next);
      this.#next = more;
    }
    this.#next[step] = state;
    this.#steps.push(step);
    return state;
  }

  /** Completes all rows, of short texts first; answers the states in that order. */
  complete(): Uint16Array {
    this.#links = new Uint16Array(this.size);
    const { starts, children } = this.#childrenOfAll();
    const order = new Uint16Array(this.size);
    let known = 1;
    for (let at = 0; at < known; at += 1) {
      const state = order[at] ?? 0;
      const row = state * PLACES;
      const link = this.link(state) * PLACES;
      if (state !== 0) this.#next.copyWithin(row, link, link + PLACES);
      for (let one = starts[state] ?? 0; one < (starts[state + 1] ?? 0); one += 1) {
        const child = children[one] ?? 0;
        const step = this.#steps[child] ?? 0;
        this.#links[child] = state === 0 ? 0 : (this.#next[step] ?? 0);
        this.#next[step] = child;
        order[known] = child;
        known += 1;
      }
    }
    return order;
  }

  /** The children of each state, counted and put in place. */
  #childrenOfAll(): { readonly starts: Uint32Array; readonly children: Uint16Array } {
    const parentOf = (state: number) => Math.floor((this.#steps[state] ?? 0) / PLACES);
    const starts = new Uint32Array(this.size + 2);
    for (let state = 1; state < this.size; state += 1) {
      const after = parentOf(state) + 2;
      starts[after] = (starts[after] ?? 0) + 1;
    }
    for (let at = 1; at < starts.length; at += 1) starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0);
    const children = new Uint16Array(this.size);
    for (let state = 1; state < this.size; state += 1) {
      const place = parentOf(state) + 1;
      children[starts[place] ?? 0] = state;
      starts[place] = (starts[place] ?? 0) + 1;
    }
    return { starts, children };
  }
}
