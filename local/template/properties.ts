/** A resource's resolved properties, read with defaults; CloudFormation writes numbers and booleans as text at will. */
export interface Properties {
  text(name: string, fallback?: string): string;
  optionalText(name: string): string | undefined;
  number(name: string, fallback: number): number;
  optionalNumber(name: string): number | undefined;
  flag(name: string): boolean;
  /** Properties of a nested object; empty when it is absent. */
  object(name: string): Properties;
  list(name: string): readonly Properties[];
  texts(name: string): readonly string[];
  record(name: string): Readonly<Record<string, unknown>>;
  has(name: string): boolean;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

export function propertiesOf(value: unknown): Properties {
  const all = isRecord(value) ? value : {};
  const listed = (name: string): readonly unknown[] => {
    const inner = all[name];
    return Array.isArray(inner) ? inner : [];
  };
  const optionalText = (name: string) => (all[name] === undefined ? undefined : asText(all[name]));
  const optionalNumber = (name: string) => (all[name] === undefined ? undefined : Number(all[name]));
  return {
    text: (name, fallback = '') => optionalText(name) ?? fallback,
    optionalText,
    number: (name, fallback) => optionalNumber(name) ?? fallback,
    optionalNumber,
    flag: (name) => all[name] === true || all[name] === 'true',
    object: (name) => propertiesOf(all[name]),
    list: (name) => listed(name).map(propertiesOf),
    texts: (name) => listed(name).map(asText),
    record: (name) => (isRecord(all[name]) ? all[name] : {}),
    has: (name) => all[name] !== undefined,
  };
}
