import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** What our rows hold. Numbers are integers up to 2^53; absent fields are not written. */
export type Plain =
  | string
  | number
  | boolean
  | readonly Plain[]
  | { readonly [name: string]: Plain | undefined };

/** A row as read: plain values by attribute name. */
export type Row = Readonly<Record<string, Plain>>;

export type Item = Record<string, AttributeValue>;

const isList = (value: Plain): value is readonly Plain[] => Array.isArray(value);

/** One value in DynamoDB's notation. */
export function toAttribute(value: Plain): AttributeValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (isList(value)) return { L: value.map(toAttribute) };
  return { M: toItem(value) };
}

/** A row in DynamoDB's notation; undefined fields are left out. */
export function toItem(row: object): Item {
  const item: Item = {};
  for (const [name, value] of Object.entries(row)) if (value !== undefined) item[name] = toAttribute(value);
  return item;
}

/** The value of an attribute; sets and binaries are none of ours and read as ''. */
export function fromAttribute(value: AttributeValue): Plain {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.L !== undefined) return value.L.map(fromAttribute);
  return value.M === undefined ? '' : fromItem(value.M);
}

/** A row out of DynamoDB's notation. */
export function fromItem(item: Item): Row {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, fromAttribute(value)]));
}

/** The field as a number; 0 when it is absent or something else. */
export const numberIn = (row: Row, name: string): number => {
  const value = row[name];
  return typeof value === 'number' ? value : 0;
};

/** The field as a text; '' when it is absent or something else. */
export const textIn = (row: Row, name: string): string => {
  const value = row[name];
  return typeof value === 'string' ? value : '';
};
