import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { OverridesData } from './overrides-schema.ts';

/** A rule set's version has 64 characters at most (schema.ts), ours ends in `.o` and 8 digits. */
const LONGEST = 64;
const DIGITS = 8;

/** Whether a deployment changes nothing of its feed. */
export const isUnchanged = (overrides: OverridesData): boolean =>
  [overrides.mxRules, overrides.mxFields, overrides.classes, overrides.bounces, overrides.bouncesOff].every(
    (list) => list.length === 0,
  );

/** What of the overrides is in force; why, by whom and over what they were made changes no rule. */
const effective = ({ mxFields, classes, ...others }: OverridesData): unknown => ({
  ...others,
  mxFields: mxFields.map(({ rule, set }) => ({ rule, set })),
  classes: classes.map(({ class: name, set }) => ({ class: name, set })),
});

/** `<the feed's>.o<8 hex digits of the overrides>`, the feed's shortened where it is too long. */
export function mergedVersion(feed: string, overrides: OverridesData): string {
  const hash = createHash('sha256')
    .update(canonicalJson(effective(overrides)))
    .digest('hex');
  const mark = `.o${hash.slice(0, DIGITS)}`;
  return feed.endsWith(mark) ? feed : `${feed.slice(0, LONGEST - mark.length)}${mark}`;
}
