import {
  BatchWriteItemCommand,
  type BatchWriteItemCommandInput,
  type DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { DYNAMODB_BATCH_WRITE_ITEMS } from '../limits/dynamodb.ts';
import type { Evidence, EvidenceStore } from '../ports/quarantine-store.ts';
import type { AddressKey } from '../quarantine/address-key.ts';
import { placeOf } from '../quarantine/evidence-order.ts';
import { DAY, toEpochSeconds } from '../time/units.ts';
import { type Item, type Row, textIn, toItem } from './attributes.ts';
import { createExpression } from './expression.ts';
import { inChunks } from './in-chunks.ts';
import { inFlight } from './in-flight.ts';
import { queryRows } from './query-rows.ts';
import { type Table, tableOf } from './table.ts';
import { untilProcessed } from './until-processed.ts';

/** Ours: as long as the suite that the seed describes keeps its delivery logs. */
const KEEP = 180 * DAY;

const CALLS_IN_FLIGHT = 4;

/** Rows are written by this file alone, so a row is a piece of evidence, its place and its time to live. */
export function evidenceOf(row: Row): Evidence {
  const { sk: _sk, ttl: _ttl, ...evidence } = row;
  return evidence as unknown as Evidence;
}

async function rowsOf({ client, table }: Table, key: AddressKey, ...attributes: readonly string[]) {
  const { name, value, placeholders } = createExpression();
  const KeyConditionExpression = `${name('key')} = ${value(key)}`;
  const ProjectionExpression = attributes.map(name).join(', ');
  return queryRows(client, {
    TableName: table,
    KeyConditionExpression,
    ...(ProjectionExpression === '' ? {} : { ProjectionExpression }),
    ...placeholders(),
    ConsistentRead: true,
  });
}

const deleteChunk = ({ client, table, sleep }: Table, keys: readonly Item[]) =>
  untilProcessed<BatchWriteItemCommandInput['RequestItems']>(
    table,
    { [table]: keys.map((Key) => ({ DeleteRequest: { Key } })) },
    async (request) => {
      const answer = await client.send(new BatchWriteItemCommand({ RequestItems: request }));
      const { UnprocessedItems: left } = answer;
      return left?.[table] ? left : undefined;
    },
    sleep,
  );

async function erase(table: Table, key: AddressKey): Promise<void> {
  const rows = await rowsOf(table, key, 'key', 'sk');
  const keys = rows.map((row) => toItem({ key, sk: textIn(row, 'sk') }));
  await inFlight(CALLS_IN_FLIGHT, inChunks(keys, DYNAMODB_BATCH_WRITE_ITEMS), (chunk) =>
    deleteChunk(table, chunk),
  );
}

/** The Evidence table: one row a thing said of a mail, by address and time. */
export function createEvidenceStore(client: DynamoDBClient, tableName: string): EvidenceStore {
  const table = tableOf(client, tableName);
  return {
    put: async (evidence) => {
      const ttl = toEpochSeconds(evidence.at + KEEP);
      const Item = toItem({ ...evidence, sk: placeOf(evidence), ttl });
      await client.send(new PutItemCommand({ TableName: tableName, Item }));
    },
    of: async (key) => (await rowsOf(table, key)).map(evidenceOf),
    erase: (key) => erase(table, key),
  };
}
