import { isDeepStrictEqual } from 'node:util';
import type { Conflict } from './conflict.ts';
import { type Fields, pathsOf, readField, writeField } from './fields.ts';

/** Values set over a rule or a class of the feed, and what stood there when they were set. */
export interface FieldOverride {
  readonly set: Fields;
  readonly was: Fields;
}

export interface MergedFields {
  readonly fields: Fields;
  readonly conflicts: readonly Conflict[];
  /** The paths that are ours now. */
  readonly paths: readonly string[];
}

/** An equal list of numbers and texts is equal whatever object holds it. */
const same = (one: unknown, other: unknown): boolean => isDeepStrictEqual(one ?? null, other ?? null);

/**
 * Sets values over the feed's. Ours is always in force; where the feed has moved since (neither `was` nor ours), that is a
 * conflict. A path that `was` lacks had no value.
 */
export function mergeFields(
  feed: Fields,
  { set, was }: FieldOverride,
  named: { readonly of: 'rule' | 'class'; readonly rule: string },
): MergedFields {
  const ours = pathsOf(set);
  const conflicts = ours.flatMap(([field, value]): readonly Conflict[] => {
    const now = readField(feed, field);
    if (same(now, was[field]) || same(now, value)) return [];
    return [{ kind: 'changedBelow', ...named, field, was: was[field] ?? null, feed: now, ours: value }];
  });
  const fields = ours.reduce((merged, [path, value]) => writeField(merged, path, value), feed);
  return { fields, conflicts, paths: ours.map(([path]) => path) };
}
