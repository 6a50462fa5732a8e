import type * as z from 'zod';
import { checkRuleSet } from './check-rule-set.ts';
import type { RuleSetData } from './schema.ts';
import { shapeRuleSet } from './shape-rule-set.ts';

export type ParsedRuleSet =
  | { readonly ok: true; readonly data: RuleSetData }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Checks a rule set from outside: its shape first, then its sense. All problems at once, each says where and what to do. */
export function parseRuleSet(input: unknown): ParsedRuleSet {
  const shaped = shapeRuleSet(input);
  if (!shaped.success)
    return {
      ok: false,
      problems: shaped.error.issues.flatMap(unfold).map((issue) => sayWhere(issue, input)),
    };
  const problems = checkRuleSet(shaped.data);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, data: shaped.data };
}

/** Where a value by level is wrong at one level, zod says that none of the choices fits; the fault lies deeper. */
function unfold(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  const choices = issue.code === 'invalid_union' ? issue.errors : [];
  const byLevel = choices.find((faults) => faults.some(({ path }) => path.length > 0));
  return byLevel?.map((fault) => ({ ...fault, path: [...issue.path, ...fault.path] })) ?? [issue];
}

/** The lists of rules in a set, and what one of theirs is called. */
const NOUNS: ReadonlyMap<string, string> = new Map([
  ['rules', 'rule'],
  ['bounces', 'bounce rule'],
]);

/** `rule 'google': connections.slow: is missing`; a rule without a usable id is called by its place. */
function sayWhere({ path, message }: z.core.$ZodIssue, input: unknown): string {
  const [top, place, ...within] = path.map(String);
  if (top === undefined) return `rule set: ${message}`;
  const noun = NOUNS.get(top);
  if (noun === undefined || place === undefined) return `${path.map(String).join('.')}: ${message}`;
  const id = idOfRule(input, top, Number(place));
  const rule = id === undefined ? `${noun} ${Number(place) + 1}` : `${noun} '${id}'`;
  return [rule, ...(within.length > 0 ? [within.join('.')] : []), message].join(': ');
}

function idOfRule(input: unknown, list: string, place: number): string | undefined {
  const rules = fieldOf(input, list);
  const id = Array.isArray(rules) ? fieldOf(rules[place], 'id') : undefined;
  return typeof id === 'string' ? id : undefined;
}

const fieldOf = (value: unknown, field: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
