import { type DynamoDBClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { fromItem, type Row } from './attributes.ts';

/** Every row that a query finds, page by page (DynamoDB answers at most 1 MB at once). */
export async function queryRows(client: DynamoDBClient, input: QueryCommandInput): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let from: QueryCommandInput['ExclusiveStartKey'];
  do {
    const page = await client.send(new QueryCommand(from ? { ...input, ExclusiveStartKey: from } : input));
    rows.push(...(page.Items ?? []).map(fromItem));
    from = page.LastEvaluatedKey;
  } while (from);
  return rows;
}
