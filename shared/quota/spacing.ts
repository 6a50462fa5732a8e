import type { EpochMicros } from '../time/units.ts';
import type { Tolerance } from './period.ts';

/** Slots are given out at most this far ahead, microseconds: about a minute, so that a change of rules soon shows. */
export const HORIZON: EpochMicros = 60_000_000;

/**
 * The distance of two slots of one key, microseconds. A half-open period widened by `early + late + skew` then holds at
 * most `limit` slots, so no sliding period holds more than `limit` hand-overs.
 */
export const spacingOf = (limit: number, tolerance: Tolerance): EpochMicros =>
  Math.ceil(((tolerance.period + tolerance.early + tolerance.late + tolerance.skew) * 1_000) / limit);

/** The most slots that one key can give at once. */
export const mostSlots = (spacing: EpochMicros): number => 1 + Math.floor(HORIZON / spacing);
