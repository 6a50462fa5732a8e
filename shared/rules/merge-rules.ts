import type { Conflict } from './conflict.ts';
import type { Fields } from './fields.ts';
import { compileGlob } from './glob.ts';
import { mergeFields } from './merge-fields.ts';
import type { OverridesData } from './overrides-schema.ts';
import type { MxRuleData, RuleSetData } from './schema.ts';

type FieldsOverride = OverridesData['mxFields'][number];

/** Rules on the way from the feed to ours; what they are is checked when all is put together. */
export interface MergedRules {
  readonly rules: readonly Fields[];
  readonly conflicts: readonly Conflict[];
  readonly paths: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Every rule of the feed with what is set over it; `classes` are the feed's. */
export function mergeRules(
  { rules, classes }: Pick<RuleSetData, 'rules' | 'classes'>,
  overrides: readonly FieldsOverride[],
): MergedRules {
  const known = new Set(rules.map(({ id }) => id));
  const gone = overrides
    .filter(({ rule }) => !known.has(rule))
    .map(({ rule }): Conflict => ({ kind: 'gone', of: 'rule', rule }));
  const byRule = Map.groupBy(overrides, ({ rule }) => rule);
  const conflicts: Conflict[] = [...gone];
  const paths = new Map<string, ReadonlySet<string>>();
  const merged = rules.map((rule) => {
    const ours = byRule.get(rule.id);
    if (!ours) return rule;
    const one = mergeRule(rule, ours, classes);
    conflicts.push(...one.conflicts);
    paths.set(rule.id, new Set(one.paths));
    return one.fields;
  });
  return { rules: merged, conflicts, paths };
}

function mergeRule(rule: MxRuleData, overrides: readonly FieldsOverride[], classes: RuleSetData['classes']) {
  const named = { of: 'rule', rule: rule.id } as const;
  let fields: Fields = rule;
  const conflicts: Conflict[] = [];
  const paths: string[] = [];
  for (const { set: wanted, was } of overrides) {
    const { class: mxClass, addMasks = [], ...others } = wanted;
    const lost = mxClass !== undefined && !Object.hasOwn(classes, mxClass);
    if (lost) conflicts.push({ kind: 'gone', of: 'class', rule: mxClass, for: rule.id });
    const set = { ...others, ...(mxClass !== undefined && !lost ? { class: mxClass } : {}) };
    const merged = mergeFields(rule, { set, was }, named);
    fields = mergeFields(fields, { set, was }, named).fields;
    fields = addMasks.length > 0 ? { ...fields, masks: union(fields['masks'], addMasks) } : fields;
    conflicts.push(...merged.conflicts);
    paths.push(...merged.paths, ...(addMasks.length > 0 ? ['masks'] : []));
  }
  return { fields: paths.includes('masks') ? withExamples(fields) : fields, conflicts, paths };
}

const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

const union = (masks: unknown, more: readonly string[]): readonly string[] => [
  ...new Set([...texts(masks), ...more]),
];

/** A host that a mask is for: the plainest one. */
const exampleOf = (mask: string): string => mask.replaceAll('*', 'mx').replaceAll('?', 'a');

/** A rule must have examples, and each must fit: those that fit no mask any more go, and the masks give one if none stays. */
function withExamples(rule: Fields): Fields {
  const globs = texts(rule['masks']).map(compileGlob);
  const fitting = texts(rule['examples']).filter((host) => globs.some((fits) => fits(host)));
  return {
    ...rule,
    examples: fitting.length > 0 ? fitting : texts(rule['masks']).slice(0, 1).map(exampleOf),
  };
}
