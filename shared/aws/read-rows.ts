import { BatchGetItemCommand, type BatchGetItemCommandInput } from '@aws-sdk/client-dynamodb';
import { DYNAMODB_BATCH_GET_KEYS } from '../limits/dynamodb.ts';
import { fromItem, type Item, type Row } from './attributes.ts';
import { createExpression } from './expression.ts';
import { inChunks } from './in-chunks.ts';
import { inFlight } from './in-flight.ts';
import type { Table } from './table.ts';
import { untilProcessed } from './until-processed.ts';

const CALLS_IN_FLIGHT = 4;

/** How rows are read: consistently and whole, unless told otherwise. */
interface Reading {
  readonly consistent?: boolean;
  /** Of each row these alone. */
  readonly attributes?: readonly string[];
}

function requestOf({ consistent = true, attributes = [] }: Reading) {
  if (attributes.length === 0) return { ConsistentRead: consistent };
  const { name, placeholders } = createExpression();
  const ProjectionExpression = attributes.map(name).join(', ');
  return { ConsistentRead: consistent, ProjectionExpression, ...placeholders() };
}

/** The rows of these keys that exist, in no order. Keys must differ from each other. */
export async function readRows(
  { client, table, sleep }: Table,
  keys: readonly Item[],
  reading: Reading = {},
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const readChunk = (chunk: readonly Item[]) =>
    untilProcessed<BatchGetItemCommandInput['RequestItems']>(
      table,
      { [table]: { Keys: [...chunk], ...requestOf(reading) } },
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
