import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
} from '@aws-sdk/client-dynamodb';
import { fromItem, type Item, type Row } from './attributes.ts';

/** A write that DynamoDB carried out, or the row that stood against its condition (undefined: there is none). */
export type Conditional<T> =
  | { readonly ok: true; readonly output: T }
  | { readonly ok: false; readonly row?: Row };

/** Runs a conditional write; a failed condition is an answer, every other failure is thrown. */
export async function conditional<T>(write: () => Promise<T>): Promise<Conditional<T>> {
  try {
    return { ok: true, output: await write() };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return error.Item ? { ok: false, row: fromItem(error.Item) } : { ok: false };
  }
}

/** One row, read consistently. */
export async function readRow(client: DynamoDBClient, table: string, key: Item): Promise<Row | undefined> {
  const { Item: item } = await client.send(
    new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true }),
  );
  return item && fromItem(item);
}

/**
 * The row that made a condition fail. DynamoDB sends it along (ReturnValuesOnConditionCheckFailure); servers that do not
 * are asked for it.
 */
export const standing = async (
  failed: { readonly row?: Row },
  client: DynamoDBClient,
  table: string,
  key: Item,
): Promise<Row | undefined> => failed.row ?? readRow(client, table, key);
