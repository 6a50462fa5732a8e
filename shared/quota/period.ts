import { HOUR, MINUTE, SECOND } from '../time/units.ts';

/** What a limit counts over. Days are counted, not spaced: see day-counter.ts. */
export type Period = 'hour' | 'minute' | 'second';

/**
 * How far a hand-over may stray from its slot, in milliseconds. It may start in [slot − early, slot + late − call];
 * `call` bounds the hand-over itself and `skew` how far two clocks may differ.
 */
export interface Tolerance {
  readonly period: number;
  readonly early: number;
  readonly late: number;
  readonly call: number;
  readonly skew: number;
}

/** An hour gives 1 % of the limit away for its tolerances, a minute 6 %; a second is paced, not exact. */
export const TOLERANCES: Readonly<Record<Period, Tolerance>> = {
  hour: { period: HOUR, early: 5 * SECOND, late: 30 * SECOND, call: 10 * SECOND, skew: SECOND },
  minute: { period: MINUTE, early: SECOND, late: 2 * SECOND, call: SECOND, skew: SECOND },
  second: { period: SECOND, early: 0, late: 0, call: 0, skew: 0 },
};
