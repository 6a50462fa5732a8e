import { type DynamoDBClient, ScanCommand, type ScanCommandInput } from '@aws-sdk/client-dynamodb';
import { fromItem, type Row } from './attributes.ts';

/**
 * Every row of a table, those of one partition one after another (DynamoDB keeps a partition together), a megabyte a call;
 * for an operator's command, functions never scan.
 */
export async function* scanRows(client: DynamoDBClient, table: string): AsyncGenerator<Row> {
  let from: ScanCommandInput['ExclusiveStartKey'];
  do {
    const page = await client.send(
      new ScanCommand({ TableName: table, ...(from ? { ExclusiveStartKey: from } : {}) }),
    );
    yield* (page.Items ?? []).map(fromItem);
    from = page.LastEvaluatedKey;
  } while (from);
}
