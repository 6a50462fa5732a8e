import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** A table's state and what it takes at once; servers of the same protocol may not say the latter. */
export interface TableState {
  readonly name: string;
  readonly status: string;
  readonly warmWritesPerSecond?: number;
}

export async function inspectTable(client: DynamoDBClient, name: string): Promise<TableState> {
  const { Table: table } = await client.send(new DescribeTableCommand({ TableName: name }));
  const writes = table?.WarmThroughput?.WriteUnitsPerSecond;
  return {
    name,
    status: table?.TableStatus ?? 'unknown',
    ...(writes === undefined ? {} : { warmWritesPerSecond: writes }),
  };
}
