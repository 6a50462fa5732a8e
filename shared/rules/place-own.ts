import type { Conflict } from './conflict.ts';
import type { Fields } from './fields.ts';
import type { OverridesData } from './overrides-schema.ts';

interface Placed {
  readonly rules: readonly Fields[];
  readonly conflicts: readonly Conflict[];
}

const idOf = (rule: Fields): string => String(rule['id']);

/**
 * Puts own MX rules before the ones they name, or first, in their own order. One whose neighbour is gone comes first too: it
 * is ours and stays in force. A rule of the feed with the id of an own one makes way.
 */
export function placeOwn(feed: readonly Fields[], own: OverridesData['mxRules']): Placed {
  const ids = new Set(own.map(({ rule }) => rule.id));
  const rules = feed.filter((rule) => !ids.has(idOf(rule)));
  const conflicts = feed.filter((rule) => ids.has(idOf(rule))).map(sameId('rule'));
  let lead = 0;
  for (const { before, rule } of own) {
    const neighbour = before === undefined ? -1 : rules.findIndex((other) => idOf(other) === before);
    if (before !== undefined && neighbour < 0)
      conflicts.push({ kind: 'gone', of: 'rule', rule: before, for: rule.id });
    if (neighbour < 0) {
      rules.splice(lead, 0, rule);
      lead += 1;
    } else {
      rules.splice(neighbour, 0, rule);
      if (neighbour < lead) lead += 1;
    }
  }
  return { rules, conflicts };
}

/** Puts own bounce rules before and after the feed's, and leaves out those of the feed that are off. */
export function placeBounces(
  feed: readonly Fields[],
  { bounces, bouncesOff }: Pick<OverridesData, 'bounces' | 'bouncesOff'>,
): Placed {
  const ids = new Set(bounces.map(({ rule }) => rule.id));
  const known = new Set(feed.map(idOf));
  const off = new Set(bouncesOff);
  const placed = (wanted: 'before' | 'after') =>
    bounces.filter(({ place }) => place === wanted).map(({ rule }) => rule);
  const theirs = feed.filter((rule) => !off.has(idOf(rule)) && !ids.has(idOf(rule)));
  const gone = bouncesOff
    .filter((id) => !known.has(id))
    .map((rule): Conflict => ({ kind: 'gone', of: 'bounceRule', rule }));
  const doubled = feed.filter((rule) => ids.has(idOf(rule)) && !off.has(idOf(rule)));
  return {
    rules: [...placed('before'), ...theirs, ...placed('after')],
    conflicts: [...doubled.map(sameId('bounceRule')), ...gone],
  };
}

const sameId =
  (of: 'rule' | 'bounceRule') =>
  (rule: Fields): Conflict => ({ kind: 'sameId', of, rule: idOf(rule) });
