import type { Conflict } from './conflict.ts';
import type { Fields } from './fields.ts';
import { FEED_ONLY, type Layers } from './layers.ts';
import { mergeFields } from './merge-fields.ts';
import { mergeRules } from './merge-rules.ts';
import { isUnchanged, mergedVersion } from './merged-version.ts';
import type { OverridesData } from './overrides-schema.ts';
import { parseRuleSet } from './parse-rule-set.ts';
import { placeBounces, placeOwn } from './place-own.ts';
import type { RuleSetData } from './schema.ts';

/**
 * The feed's set with the deployment's overrides. Conflicts are listed and hinder nothing; a merge that is no valid rule set
 * is refused with its problems, so that the rules in force stay: neither the feed without the overrides nor a half of them
 * was asked for.
 */
export type Merged =
  | {
      readonly ok: true;
      readonly data: RuleSetData;
      readonly layers: Layers;
      readonly conflicts: readonly Conflict[];
    }
  | { readonly ok: false; readonly problems: readonly string[]; readonly conflicts: readonly Conflict[] };

/** Merges three ways: the feed's set, what stood there when an override was made, and the override. */
export function mergeOverrides(feed: RuleSetData, overrides: OverridesData): Merged {
  if (isUnchanged(overrides)) return { ok: true, data: feed, layers: FEED_ONLY, conflicts: [] };
  const classes = mergeClasses(feed, overrides);
  const fields = mergeRules(feed, overrides.mxFields);
  const rules = placeOwn(fields.rules, overrides.mxRules);
  const bounces = placeBounces(feed.bounces, overrides);
  const conflicts = [classes, fields, rules, bounces].flatMap((part) => part.conflicts);
  const parsed = parseRuleSet({
    ...feed,
    version: mergedVersion(feed.version, overrides),
    classes: classes.classes,
    rules: rules.rules,
    bounces: bounces.rules,
  });
  if (!parsed.ok) return { ok: false, problems: parsed.problems, conflicts };
  const own = new Set(overrides.mxRules.map(({ rule }) => rule.id));
  const layers: Layers = {
    own,
    rules: new Map([...fields.paths].filter(([id]) => !own.has(id))),
    classes: classes.paths,
    bounces: new Set(overrides.bounces.map(({ rule }) => rule.id)),
  };
  return { ok: true, data: parsed.data, layers, conflicts };
}

function mergeClasses({ classes }: Pick<RuleSetData, 'classes'>, overrides: OverridesData) {
  const merged: Record<string, Fields> = { ...classes };
  const conflicts: Conflict[] = [];
  const paths = new Map<string, ReadonlySet<string>>();
  for (const { class: name, set, was } of overrides.classes) {
    const feed = Object.hasOwn(classes, name) ? classes[name] : undefined;
    if (!feed) {
      conflicts.push({ kind: 'gone', of: 'class', rule: name });
      continue;
    }
    const named = { of: 'class', rule: name } as const;
    conflicts.push(...mergeFields(feed, { set, was }, named).conflicts);
    const one = mergeFields(merged[name] ?? feed, { set, was }, named);
    merged[name] = one.fields;
    paths.set(name, new Set([...(paths.get(name) ?? []), ...one.paths]));
  }
  return { classes: merged, conflicts, paths };
}
