/** A set of numbers from 0 to less than its size. */
export interface Marks {
  /** Empties the set, at no cost. */
  clear(): void;
  /** Puts a number in; answers whether it is new. */
  add(number: number): boolean;
  has(number: number): boolean;
}

const LAST_ROUND = 2 ** 32 - 1;

/** Each number bears the round in which it was put in; what bears another round's is not in the set. */
export function createMarks(size: number): Marks {
  const rounds = new Uint32Array(size);
  let round = 1;
  return {
    clear: () => {
      if (round === LAST_ROUND) rounds.fill(0);
      round = round === LAST_ROUND ? 1 : round + 1;
    },
    add: (number) => {
      if (rounds[number] === round) return false;
      rounds[number] = round;
      return true;
    },
    has: (number) => rounds[number] === round,
  };
}
