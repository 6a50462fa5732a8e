import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { AddressRecord } from '../ports/quarantine-store.ts';
import { recordOf } from './quarantine-store.ts';
import { scanRows } from './scan-rows.ts';

/** Every row of the Quarantine table in no order. */
export async function* scanQuarantine(client: DynamoDBClient, table: string): AsyncGenerator<AddressRecord> {
  for await (const row of scanRows(client, table)) yield recordOf(row);
}
