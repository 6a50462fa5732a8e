import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** Numbers take about a byte for two digits, and one; lists and maps three and one an entry (DynamoDB, "Item sizes and formats"). */
const numberBytes = (text: string): number => Math.ceil(text.length / 2) + 1;
const CONTAINER = 3;

function valueBytes(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return numberBytes(value.N);
  if (value.L !== undefined) return value.L.reduce((sum, one) => sum + valueBytes(one) + 1, CONTAINER);
  if (value.M !== undefined) return CONTAINER + itemBytes(value.M) + Object.keys(value.M).length;
  return 1;
}

/** The size that DynamoDB bills of an item: names and values. */
export const itemBytes = (item: Readonly<Record<string, AttributeValue>>): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);

/** A write unit is a write of up to 1 KB (DynamoDB, "On-demand capacity mode"). */
export const writeUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / 1_024));
