import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { DoubtStore } from '../ports/delivery-store.ts';
import { toItem } from './attributes.ts';

/** The Doubt table: rows for an operator. Putting a row again changes nothing. */
export const createDoubtStore = (client: DynamoDBClient, table: string): DoubtStore => ({
  put: async (row) => {
    await client.send(new PutItemCommand({ TableName: table, Item: toItem(row) }));
  },
});
