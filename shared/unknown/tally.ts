import { cut } from '../text/cut.ts';
import { maskAddresses } from '../text/mask-address.ts';
import { normaliseReply, unknownIdOf } from './normalise.ts';
import type { Sighting, UnknownText } from './unknown-text.ts';

/**
 * Distinct texts of one batch that are counted by themselves. A batch is a hundred replies; whoever makes up a new text for
 * each mail must not have a call made for each.
 */
export const MOST_TEXTS = 20;

/** Characters of a first reply: a server may write a quarter of a megabyte, and the listing reads all rows. */
const LONGEST_FIRST = 4_000;

/** What one batch adds: texts, most frequent first, and how many sightings of still others there were. */
export interface Tally {
  readonly texts: readonly UnknownText[];
  readonly leftOut: number;
}

const firstOf = ({ text, at, mxHost }: Sighting, normalised: string): UnknownText => ({
  id: unknownIdOf(normalised),
  text: normalised,
  first: cut(maskAddresses(text), LONGEST_FIRST),
  ...(mxHost === undefined ? {} : { mxHost }),
  count: 0,
  firstAt: at,
  lastAt: at,
});

/** Counts the sightings of one batch by their normalised text. */
export function tally(sightings: readonly Sighting[]): Tally {
  const texts = new Map<string, UnknownText>();
  for (const sighting of sightings) {
    const normalised = normaliseReply(sighting.text);
    const one = texts.get(normalised) ?? firstOf(sighting, normalised);
    const lastAt = Math.max(one.lastAt, sighting.at);
    texts.set(normalised, { ...one, count: one.count + 1, lastAt });
  }
  const byCount = [...texts.values()].sort((a, b) => b.count - a.count);
  const counted = byCount.slice(0, MOST_TEXTS);
  const sum = (some: readonly UnknownText[]) => some.reduce((all, { count }) => all + count, 0);
  return { texts: counted, leftOut: sum(byCount) - sum(counted) };
}
