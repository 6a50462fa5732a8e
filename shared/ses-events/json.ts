/** An object that JSON.parse made. Its names are the sender's: read known ones only, and only from here. */
export type Json = Readonly<Record<string, unknown>>;

export const asObject = (value: unknown): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;

export const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** A list, also where one thing stands alone in its place. */
export function asList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

export const asTexts = (value: unknown): readonly string[] =>
  asList(value).filter((item) => typeof item === 'string');

/** SES's guide promises a string where its samples have a boolean. */
export const asFlag = (value: unknown): boolean => value === true || value === 'true';

/** Lists of texts by name. Without prototype: `constructor` is a name like any other here. */
export function asTextLists(value: Json): Readonly<Record<string, readonly string[]>> {
  const lists: Record<string, readonly string[]> = Object.create(null);
  for (const [name, list] of Object.entries(value)) lists[name] = asTexts(list);
  return lists;
}

/** Those of the named fields that hold text. */
export const textFields = <Name extends string>(
  json: Json,
  names: readonly Name[],
): { readonly [N in Name]?: string } =>
  Object.fromEntries(
    names.map((name) => [name, json[name]]).filter(([, value]) => typeof value === 'string'),
  ) as { [N in Name]?: string };
