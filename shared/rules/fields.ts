import { THROUGHPUT_LEVELS } from '../settings/settings.ts';

/** A rule or a class, seen as named values. */
export type Fields = Readonly<Record<string, unknown>>;

/** Fields that have one value for all levels, or one by level. */
export const BY_LEVEL: readonly string[] = ['limit', 'perDay', 'connections', 'messagesPerConnection'];
/** Parts of the one field that has named parts. */
export const TIMEOUT_PARTS = ['connect', 'data', 'other'] as const;

const isParted = (field: string): boolean => field === 'timeouts' || BY_LEVEL.includes(field);

export const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `limit.fast` is a part of the field `limit`; `cap` is a whole one. */
function partsOf(path: string): { readonly field: string; readonly part?: string } {
  const [field = '', part] = path.split('.');
  return part === undefined ? { field } : { field, part };
}

/** What is set, value by value: a field by level or by part gives one path each. */
export const pathsOf = (set: Fields): readonly (readonly [path: string, value: unknown])[] =>
  Object.entries(set)
    .filter(([, value]) => value !== undefined)
    .flatMap(([field, value]) =>
      isParted(field) && isRecord(value)
        ? Object.entries(value).map(([part, inner]) => [`${field}.${part}`, inner] as const)
        : [[field, value] as const],
    );

/** The value at a path, `null` where there is none; one value for all levels is the value at each. */
export function readField(fields: Fields, path: string): unknown {
  const { field, part } = partsOf(path);
  const value = fields[field] ?? null;
  if (part === undefined || value === null) return value;
  return isRecord(value) ? (value[part] ?? null) : value;
}

const without = (fields: Fields, field: string): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => name !== field));

const spread = (value: unknown): Fields => {
  if (isRecord(value)) return value;
  if (value === undefined || value === null) return {};
  return Object.fromEntries(THROUGHPUT_LEVELS.map((level) => [level, value]));
};

/** The fields with another value at a path; `null` takes it away. */
export function writeField(fields: Fields, path: string, value: unknown): Fields {
  const { field, part } = partsOf(path);
  if (part === undefined) return value === null ? without(fields, field) : { ...fields, [field]: value };
  const parts = spread(fields[field]);
  const next = value === null ? without(parts, part) : { ...parts, [part]: value };
  return Object.keys(next).length === 0 ? without(fields, field) : { ...fields, [field]: next };
}
