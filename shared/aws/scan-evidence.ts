import { type DynamoDBClient, ScanCommand, type ScanCommandInput } from '@aws-sdk/client-dynamodb';
import type { Evidence } from '../ports/quarantine-store.ts';
import { fromItem } from './attributes.ts';
import { evidenceOf } from './evidence-store.ts';

/**
 * Every row of the Evidence table, those of one address one after another (DynamoDB keeps a partition together), a megabyte
 * a call; for an operator's command, functions never scan.
 */
export async function* scanEvidence(client: DynamoDBClient, table: string): AsyncGenerator<Evidence> {
  let from: ScanCommandInput['ExclusiveStartKey'];
  do {
    const page = await client.send(
      new ScanCommand({ TableName: table, ...(from ? { ExclusiveStartKey: from } : {}) }),
    );
    yield* (page.Items ?? []).map((item) => evidenceOf(fromItem(item)));
    from = page.LastEvaluatedKey;
  } while (from);
}
