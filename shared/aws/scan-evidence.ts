import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Evidence } from '../ports/quarantine-store.ts';
import { evidenceOf } from './evidence-store.ts';
import { scanRows } from './scan-rows.ts';

/** Every row of the Evidence table, those of one address one after another. */
export async function* scanEvidence(client: DynamoDBClient, table: string): AsyncGenerator<Evidence> {
  for await (const row of scanRows(client, table)) yield evidenceOf(row);
}
