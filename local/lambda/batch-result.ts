import type { InvokeResult } from './invocation.ts';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/**
 * Which messages of a batch are done, by id. A failed invocation has done none; a partial response that Lambda cannot
 * read, or that names a message of no such batch, counts as failed too (developer guide, partial batch responses).
 */
export function doneOf(
  ids: readonly string[],
  result: InvokeResult,
  reportsFailures: boolean,
): readonly string[] {
  if (!result.ok) return [];
  if (!reportsFailures || result.result === undefined || result.result === null) return ids;
  const failures = isObject(result.result) ? result.result['batchItemFailures'] : undefined;
  if (failures === undefined || failures === null) return ids;
  if (!Array.isArray(failures)) return [];
  const failed = failures.map((item: unknown) => (isObject(item) ? item['itemIdentifier'] : undefined));
  if (!failed.every((id) => typeof id === 'string' && ids.includes(id))) return [];
  return ids.filter((id) => !failed.includes(id));
}
