import { BatchGetItemCommand, type BatchGetItemCommandInput } from '@aws-sdk/client-dynamodb';
import { DYNAMODB_BATCH_GET_KEYS } from '../limits/dynamodb.ts';
import { fromItem, type Item, type Row } from './attributes.ts';
import { inChunks } from './in-chunks.ts';
import { inFlight } from './in-flight.ts';
import type { Table } from './table.ts';
import { untilProcessed } from './until-processed.ts';

const CALLS_IN_FLIGHT = 4;

/** The rows of these keys that exist, read consistently, in no order. Keys must differ from each other. */
export async function readRows(
  { client, table, sleep }: Table,
  keys: readonly Item[],
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const readChunk = (chunk: readonly Item[]) =>
    untilProcessed<BatchGetItemCommandInput['RequestItems']>(
      table,
      { [table]: { Keys: [...chunk], ConsistentRead: true } },
      async (request) => {
        const answer = await client.send(new BatchGetItemCommand({ RequestItems: request }));
        rows.push(...(answer.Responses?.[table] ?? []).map(fromItem));
        return answer.UnprocessedKeys?.[table] ? answer.UnprocessedKeys : undefined;
      },
      sleep,
    );
  await inFlight(CALLS_IN_FLIGHT, inChunks(keys, DYNAMODB_BATCH_GET_KEYS), readChunk);
  return rows;
}
