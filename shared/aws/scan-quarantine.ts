import { type DynamoDBClient, ScanCommand, type ScanCommandInput } from '@aws-sdk/client-dynamodb';
import type { AddressRecord } from '../ports/quarantine-store.ts';
import { fromItem } from './attributes.ts';
import { recordOf } from './quarantine-store.ts';

/** Every row of the Quarantine table in no order, a megabyte a call; for an operator's eyes, functions never scan. */
export async function* scanQuarantine(client: DynamoDBClient, table: string): AsyncGenerator<AddressRecord> {
  let from: ScanCommandInput['ExclusiveStartKey'];
  do {
    const page = await client.send(
      new ScanCommand({ TableName: table, ...(from ? { ExclusiveStartKey: from } : {}) }),
    );
    yield* (page.Items ?? []).map((item) => recordOf(fromItem(item)));
    from = page.LastEvaluatedKey;
  } while (from);
}
