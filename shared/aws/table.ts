import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** A table and the client that reaches it. */
export interface Table {
  readonly client: DynamoDBClient;
  readonly table: string;
  /** Waits between tries. */
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}

export const tableOf = (client: DynamoDBClient, table: string): Table => ({ client, table, sleep });
