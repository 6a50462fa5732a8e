import { maskAddresses } from './mask-address.ts';

/** Deeper than any field of ours; below it nothing is written. */
const DEEPEST = 6;

function masked(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return maskAddresses(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return undefined;
  if (value instanceof Error) return maskAddresses(String(value));
  if (Array.isArray(value)) return value.map((one) => masked(one, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, masked(one, depth + 1)]));
}

/** The fields of a log line with every address in their texts masked, however deep: who writes a line may forget to. */
export const maskFields = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, masked(value, 0)]));
