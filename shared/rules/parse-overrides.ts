import type * as z from 'zod';
import { type OverridesData, overridesSchema } from './overrides-schema.ts';

export type ParsedOverrides =
  | { readonly ok: true; readonly overrides: OverridesData }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Of a value that may be one or one by level, zod says that neither fits; which one was meant tells what is wrong. */
function unfold(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const deeper = issue.errors.find((faults) => faults.some(({ path }) => path.length > 0));
  const said = issue.errors.find((faults) => faults.some(({ code }) => code === 'custom'));
  return (deeper ?? said)?.map((fault) => ({ ...fault, path: [...issue.path, ...fault.path] })) ?? [issue];
}

const at = (value: unknown, key: PropertyKey): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

/** What an entry of a list changes: `rule google`, `class yahoo`. */
function nameOf(list: PropertyKey | undefined, entry: unknown): string {
  if (list === 'classes') return `class ${String(at(entry, 'class'))}`;
  const noun = list === 'bounces' ? 'bounce rule' : 'rule';
  const rule = at(entry, 'rule');
  return `${noun} ${String(typeof rule === 'string' ? rule : at(rule, 'id'))}`;
}

function sayWhere({ path, message }: z.core.$ZodIssue, input: unknown): string {
  const [list, place, ...within] = path;
  if (list === undefined || place === undefined)
    return `overrides: ${path.map(String).join('.')}: ${message}`;
  const fields = within.filter((key, depth) => depth > 0 || (key !== 'set' && key !== 'rule'));
  const name = nameOf(list, at(at(input, list), place));
  return [name, ...(fields.length > 0 ? [fields.map(String).join('.')] : []), message].join(': ');
}

/** Reads overrides from outside; all problems at once, each says where and what to do. */
export function parseOverrides(input: unknown): ParsedOverrides {
  const parsed = overridesSchema.safeParse(input, {
    error: ({ input: given }) => (given === undefined ? 'is missing' : undefined),
  });
  if (parsed.success) return { ok: true, overrides: parsed.data };
  return {
    ok: false,
    problems: parsed.error.issues.flatMap(unfold).map((issue) => sayWhere(issue, input)),
  };
}
