import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { numberIn, toItem } from './attributes.ts';
import { readRow } from './conditional.ts';

/** What SES said last of how much the account sent in 24 hours; none until the sweeper has asked it. */
export async function readSentLastDay(client: DynamoDBClient, table: string): Promise<number> {
  const row = await readRow(client, table, toItem({ pk: 'account', sk: 'ses' }));
  return row ? numberIn(row, 'sentLast24Hours') : 0;
}
