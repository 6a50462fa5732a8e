import { decoded, FIELDS, lettersOf, type Row } from './fields.ts';

type Json = Readonly<Record<string, unknown>>;

function parseObject(bytes: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(decoded(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

/** The value of an object's field by any of its names. */
function fieldOf(object: Json, names: readonly string[]): string | number | undefined {
  const byName = new Map(Object.entries(object).map(([name, value]) => [lettersOf(name), value]));
  const found = names.map((name) => byName.get(name)).find((value) => value !== undefined && value !== null);
  return typeof found === 'string' || typeof found === 'number' ? found : undefined;
}

/** The text is an object that names an address. */
export function namesAnAddress(bytes: string): boolean {
  const object = parseObject(bytes);
  return object !== undefined && fieldOf(object, FIELDS.address) !== undefined;
}

/** Reads one object of a list; `bytes` is absent where the text was too long or broke off. */
export function rowOfJson(line: number, bytes: string | undefined): Row {
  if (bytes === undefined) return { line, problem: 'it is too long, or the file breaks off' };
  const object = parseObject(bytes);
  if (!object) return { line, problem: 'it is no JSON object' };
  const address = fieldOf(object, FIELDS.address);
  if (address === undefined) return { line, problem: 'it has no field email, address or emailAddress' };
  const [reason, list, date] = [FIELDS.reason, FIELDS.list, FIELDS.date].map((names) =>
    fieldOf(object, names),
  );
  return {
    line,
    address: String(address),
    ...(reason === undefined ? {} : { reason: String(reason) }),
    ...(list === undefined ? {} : { list: String(list) }),
    ...(date === undefined ? {} : { date }),
  };
}
