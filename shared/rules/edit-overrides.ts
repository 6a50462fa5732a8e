import { type Fields, pathsOf, readField, writeField } from './fields.ts';
import type { OverridesData } from './overrides-schema.ts';
import type { MxRuleData, RuleSetData } from './schema.ts';

/** Overrides on the way; their schema says whether they are some. */
export type OverridesDraft = Fields;

export interface Note {
  readonly by: string;
  readonly why?: string;
}

/** What single fields are set over. */
export interface FieldTarget {
  readonly of: 'rule' | 'class';
  readonly name: string;
}

interface Entry {
  readonly set: Fields;
  readonly was: Fields;
}

/** Masks to add are added to those that were to be added before. */
const union = (one: unknown, other: unknown): unknown => [
  ...new Set([...(Array.isArray(one) ? one : []), ...(Array.isArray(other) ? other : [])]),
];

/** `null` stays, for it is ours to take the field away. */
function put(set: Fields, path: string, value: unknown): Fields {
  if (path === 'addMasks') return { ...set, addMasks: union(set['addMasks'], value) };
  return value === null ? { ...set, [path]: null } : writeField(set, path, value);
}

const putAll = (fields: Fields, set: Fields): Fields =>
  pathsOf(set).reduce((done, [path, value]) => put(done, path, value), fields);

/** What the feed has at each path of `set`: as it was noted, but as it is now where something was asked for anew. */
function wasOf(set: Fields, feed: Fields, noted: Fields, isAsked: (path: string) => boolean): Fields {
  const paths = pathsOf(set).flatMap(([path]) => (path === 'addMasks' ? [] : [path]));
  return Object.fromEntries(
    paths.map((path) => [path, path in noted && !isAsked(path) ? noted[path] : readField(feed, path)]),
  );
}

const isWithin = (paths: readonly string[]) => (path: string) =>
  paths.some((asked) => asked === path || path.startsWith(`${asked}.`));

const listOf = (overrides: OverridesData, { of, name }: FieldTarget) =>
  of === 'rule'
    ? {
        key: 'mxFields',
        name: 'rule',
        mine: overrides.mxFields.filter(({ rule }) => rule === name),
        others: overrides.mxFields.filter(({ rule }) => rule !== name),
      }
    : {
        key: 'classes',
        name: 'class',
        mine: overrides.classes.filter((one) => one.class === name),
        others: overrides.classes.filter((one) => one.class !== name),
      };

const feedFields = (feed: RuleSetData, { of, name }: FieldTarget): Fields =>
  (of === 'rule'
    ? feed.rules.find(({ id }) => id === name)
    : Object.hasOwn(feed.classes, name)
      ? feed.classes[name]
      : undefined) ?? {};

function withEntry(overrides: OverridesData, target: FieldTarget, entry: Entry, note: Partial<Note>) {
  const { key, name, others } = listOf(overrides, target);
  const isEmpty = pathsOf(entry.set).length === 0;
  return { ...overrides, [key]: isEmpty ? others : [...others, { [name]: target.name, ...entry, ...note }] };
}

/** Several entries of one rule as one: the later wins. */
const joined = (entries: readonly Entry[]): Entry => ({
  set: entries.reduce((set, entry) => putAll(set, entry.set), {} as Fields),
  was: Object.assign({}, ...entries.map(({ was }) => was)),
});

const noteOf = (entries: readonly { readonly by?: unknown; readonly why?: unknown }[]): Partial<Note> => {
  const { by, why } = entries.at(-1) ?? {};
  return {
    ...(typeof by === 'string' ? { by } : {}),
    ...(typeof why === 'string' ? { why } : {}),
  };
};

/** Sets fields: of an own rule in itself, of the feed's over it, with what stands there now. */
export function setFields(
  overrides: OverridesData,
  feed: RuleSetData,
  target: FieldTarget,
  set: Fields,
  note: Note,
): OverridesDraft {
  if (target.of === 'rule' && overrides.mxRules.some(({ rule }) => rule.id === target.name)) {
    const mxRules = overrides.mxRules.map((own) =>
      own.rule.id === target.name ? { ...own, rule: setInOwn(own.rule, set) } : own,
    );
    return { ...overrides, mxRules };
  }
  const present = joined(listOf(overrides, target).mine);
  const next = putAll(present.set, set);
  const isAsked = isWithin(pathsOf(set).map(([path]) => path));
  const was = wasOf(next, feedFields(feed, target), present.was, isAsked);
  return withEntry(overrides, target, { set: next, was }, note);
}

function setInOwn(rule: MxRuleData, set: Fields): Fields {
  const { addMasks, ...others } = set;
  const fields = pathsOf(others).reduce<Fields>((done, [path, value]) => writeField(done, path, value), rule);
  return addMasks === undefined ? fields : { ...fields, masks: union(fields['masks'], addMasks) };
}

/** Takes back what is set over a rule or class: some fields, or all. */
export function dropFields(
  overrides: OverridesData,
  target: FieldTarget,
  paths?: readonly string[],
): OverridesDraft {
  const { mine } = listOf(overrides, target);
  const present = joined(mine);
  const isDropped = paths === undefined ? () => true : isWithin(paths);
  const kept = pathsOf(present.set).filter(([path]) => !isDropped(path));
  const set = kept.reduce<Fields>((done, [path, value]) => put(done, path, value), {});
  const was = Object.fromEntries(Object.entries(present.was).filter(([path]) => !isDropped(path)));
  return withEntry(overrides, target, { set, was }, noteOf(mine));
}

/** Takes note of what the feed has now below ours, so that it is no conflict any more. */
export function keepFields(
  overrides: OverridesData,
  feed: RuleSetData,
  target: FieldTarget,
  paths?: readonly string[],
): OverridesDraft {
  const { mine } = listOf(overrides, target);
  const { set, was } = joined(mine);
  const isAsked = paths === undefined ? () => true : isWithin(paths);
  const entry = { set, was: wasOf(set, feedFields(feed, target), was, isAsked) };
  return withEntry(overrides, target, entry, noteOf(mine));
}
