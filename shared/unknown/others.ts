import type { EpochMillis } from '../time/units.ts';

/** Replies of one day that are counted without their texts. */
export interface OtherTexts {
  /** `2026-11-26`, UTC. */
  readonly day: string;
  readonly count: number;
}

/**
 * Texts that may be new on one day, in UTC. Where a server writes a new text for every mail, this bounds the rows: with half
 * a year that each is kept, 36,000. People look through a few dozen.
 */
export const MOST_NEW_A_DAY = 200;

/** The day, in UTC, whose others a reply belongs to. */
export const dayOf = (at: EpochMillis): string => new Date(at).toISOString().slice(0, 10);

/** Of so many texts that ask to be new, how many may; `asked` have by now, these among them. */
export const mayBeNew = (texts: number, asked: number): number =>
  Math.max(0, Math.min(texts, MOST_NEW_A_DAY - (asked - texts)));
