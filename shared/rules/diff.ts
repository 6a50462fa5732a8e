import { isDeepStrictEqual } from 'node:util';
import type { Fields } from './fields.ts';
import { type LimitChange, limitChanges, limitsOf } from './limit-changes.ts';
import { diffLists, type ListDiff } from './moves.ts';
import type { MxRuleData, RuleSetData } from './schema.ts';

export { diffLines } from './diff-lines.ts';

/** One field; `null` where there is none. */
export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface Changed {
  readonly id: string;
  readonly fields: readonly FieldChange[];
}

/** An MX rule whose fields, or whose limits by its class or the levels, are others. */
export interface ChangedRule extends Changed {
  readonly limits: readonly LimitChange[];
}

/** What a set does otherwise than another. Its version alone is no difference. */
export interface RuleSetDiff {
  readonly rules: ListDiff & { readonly changed: readonly ChangedRule[] };
  readonly bounces: ListDiff & { readonly changed: readonly Changed[] };
  readonly classes: ListDiff & { readonly changed: readonly Changed[] };
  readonly levels: readonly FieldChange[];
  readonly quarantine: readonly FieldChange[];
}

/** The fields in which two things differ; `inside` names a field whose own fields are compared. */
function diffFields(before: Fields, after: Fields, inside?: string): readonly FieldChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((field): readonly FieldChange[] => {
    const [was, is] = [before[field] ?? null, after[field] ?? null];
    if (isDeepStrictEqual(was, is)) return [];
    if (field !== inside) return [{ field, before: was, after: is }];
    return diffFields(was as Fields, is as Fields).map((one) => ({ ...one, field: `${field}.${one.field}` }));
  });
}

const ids = (rules: readonly { readonly id: string }[]): readonly string[] => rules.map(({ id }) => id);

/** Pairs of the same id in both lists, in the order of the second. */
function pairs<T extends { readonly id: string }>(before: readonly T[], after: readonly T[]) {
  const known = new Map(before.map((one) => [one.id, one]));
  return after.flatMap((is) => {
    const was = known.get(is.id);
    return was ? [[was, is] as const] : [];
  });
}

const changes = <T extends { readonly id: string } & Fields>(before: readonly T[], after: readonly T[]) =>
  pairs(before, after)
    .map(([was, is]): Changed => ({ id: is.id, fields: diffFields(was, is) }))
    .filter(({ fields }) => fields.length > 0);

function changedRule(
  before: RuleSetData,
  after: RuleSetData,
  [was, is]: readonly [MxRuleData, MxRuleData],
): ChangedRule {
  const [limitsBefore, limitsAfter] = [limitsOf(before, was), limitsOf(after, is)];
  return {
    id: is.id,
    fields: diffFields(was, is),
    limits: limitsBefore && limitsAfter ? limitChanges(limitsBefore, limitsAfter) : [],
  };
}

const named = (classes: RuleSetData['classes']) =>
  Object.entries(classes).map(([id, fields]) => ({ ...fields, id }));

/** Compares two parsed rule sets. */
export function diffRuleSets(before: RuleSetData, after: RuleSetData): RuleSetDiff {
  const [classesBefore, classesAfter] = [named(before.classes), named(after.classes)];
  const classes = diffLists(ids(classesBefore), ids(classesAfter));
  return {
    rules: {
      ...diffLists(ids(before.rules), ids(after.rules)),
      changed: pairs(before.rules, after.rules)
        .map((pair) => changedRule(before, after, pair))
        .filter(({ fields, limits }) => fields.length > 0 || limits.length > 0),
    },
    bounces: {
      ...diffLists(ids(before.bounces), ids(after.bounces)),
      changed: changes(before.bounces, after.bounces),
    },
    classes: { ...classes, moved: [], changed: changes(classesBefore, classesAfter) },
    levels: diffFields(before.levels, after.levels),
    quarantine: diffFields(before.quarantine, after.quarantine, 'reasons'),
  };
}
