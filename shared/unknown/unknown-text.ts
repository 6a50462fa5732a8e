import type { EpochMillis } from '../time/units.ts';

/** A reply that no rule, status or code explains, as it was met. */
export interface Sighting {
  readonly text: string;
  readonly at: EpochMillis;
  readonly mxHost?: string;
}

/** Replies that differ in nothing but names and numbers, counted together. */
export interface UnknownText {
  /** Known by its text alone: the same replies have the same id in every deployment. */
  readonly id: string;
  /** See normaliseReply. */
  readonly text: string;
  /** The first reply as it came, addresses masked. */
  readonly first: string;
  /** The MX host that the first one came from. */
  readonly mxHost?: string;
  readonly count: number;
  readonly firstAt: EpochMillis;
  readonly lastAt: EpochMillis;
  /** An operator has looked at it and leaves it unclassified. */
  readonly kept?: { readonly at: EpochMillis; readonly by: string; readonly why?: string };
}
