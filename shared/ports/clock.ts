import type { EpochMillis } from '../time/units.ts';

/** The only source of time; tests and the simulation drive it by hand. */
export interface Clock {
  now(): EpochMillis;
  sleep(milliseconds: number): Promise<void>;
}

/** The only source of randomness: a number in [0, 1). */
export type Random = () => number;
