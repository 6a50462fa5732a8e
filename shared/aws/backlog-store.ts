import {
  BatchWriteItemCommand,
  type BatchWriteItemCommandInput,
  DeleteItemCommand,
  type DynamoDBClient,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { BacklogGroup, WaitingMails } from '../backlog/group.ts';
import { DYNAMODB_BATCH_WRITE_ITEMS } from '../limits/dynamodb.ts';
import type { BacklogStore } from '../ports/backlog-store.ts';
import type { QuotaKey } from '../quota/key.ts';
import { fromItem, numberIn, type Row, textIn, toItem } from './attributes.ts';
import { conditional } from './conditional.ts';
import { createExpression } from './expression.ts';
import { inChunks } from './in-chunks.ts';
import { inFlight } from './in-flight.ts';
import { queryRows } from './query-rows.ts';
import { type Table, tableOf } from './table.ts';
import { untilProcessed } from './until-processed.ts';

const CALLS_IN_FLIGHT = 4;

const groupOf = (row: Row): BacklogGroup => ({
  key: row['key'] as QuotaKey,
  sk: textIn(row, 'sk'),
  object: textIn(row, 'object'),
  offset: numberIn(row, 'offset'),
  bytes: numberIn(row, 'bytes'),
  count: numberIn(row, 'count'),
  cursor: numberIn(row, 'cursor'),
  cursorByte: numberIn(row, 'cursorByte'),
  ...(row['expiresAt'] === undefined ? {} : { expiresAt: numberIn(row, 'expiresAt') }),
});

const putChunk = ({ client, table, sleep }: Table, groups: readonly BacklogGroup[]) =>
  untilProcessed<BatchWriteItemCommandInput['RequestItems']>(
    table,
    { [table]: groups.map((group) => ({ PutRequest: { Item: toItem(group) } })) },
    async (request) => {
      const { UnprocessedItems: left } = await client.send(
        new BatchWriteItemCommand({ RequestItems: request }),
      );
      return left?.[table] ? left : undefined;
    },
    sleep,
  );

async function next(
  { client, table }: Table,
  key: QuotaKey,
  after: string,
): Promise<BacklogGroup | undefined> {
  const { name, value, placeholders } = createExpression();
  const ofKey = `${name('key')} = ${value(key)}`;
  const KeyConditionExpression = after === '' ? ofKey : `${ofKey} AND ${name('sk')} > ${value(after)}`;
  const query = {
    TableName: table,
    KeyConditionExpression,
    ...placeholders(),
    ConsistentRead: true,
    Limit: 1,
  };
  const [item] = (await client.send(new QueryCommand(query))).Items ?? [];
  return item && groupOf(fromItem(item));
}

/** A write to the group's row that is void unless its cursor still is where the group says. */
const unlessMoved = (
  { table }: Table,
  group: BacklogGroup,
  { name, value }: ReturnType<typeof createExpression>,
) => ({
  TableName: table,
  Key: toItem({ key: group.key, sk: group.sk }),
  ConditionExpression: `${name('cursor')} = ${value(group.cursor)}`,
});

const advance: (table: Table, ...moved: Parameters<BacklogStore['advance']>) => Promise<boolean> = async (
  table,
  group,
  to,
) => {
  const expression = createExpression();
  const { name, value, placeholders } = expression;
  const where = unlessMoved(table, group, expression);
  const UpdateExpression = `SET ${name('cursor')} = ${value(to.cursor)}, ${name('cursorByte')} = ${value(to.cursorByte)}`;
  const update = new UpdateItemCommand({ ...where, UpdateExpression, ...placeholders() });
  return (await conditional(() => table.client.send(update))).ok;
};

async function remove(table: Table, group: BacklogGroup): Promise<boolean> {
  const expression = createExpression();
  const where = unlessMoved(table, group, expression);
  const deletion = new DeleteItemCommand({ ...where, ...expression.placeholders() });
  return (await conditional(() => table.client.send(deletion))).ok;
}

async function groups(
  { client, table }: Table,
  key: QuotaKey,
  { consistent }: { readonly consistent: boolean },
): Promise<readonly WaitingMails[]> {
  const { name, value, placeholders } = createExpression();
  const KeyConditionExpression = `${name('key')} = ${value(key)}`;
  const ProjectionExpression = ['count', 'cursor', 'expiresAt'].map(name).join(', ');
  const query = {
    TableName: table,
    KeyConditionExpression,
    ProjectionExpression,
    ...placeholders(),
    ConsistentRead: consistent,
  };
  const rows = await queryRows(client, query);
  return rows.map((row) => ({
    count: numberIn(row, 'count') - numberIn(row, 'cursor'),
    ...(row['expiresAt'] === undefined ? {} : { expiresAt: numberIn(row, 'expiresAt') }),
  }));
}

async function waiting(table: Table, key: QuotaKey): Promise<number> {
  const left = await groups(table, key, { consistent: true });
  return left.reduce((sum, { count }) => sum + count, 0);
}

/** The Backlog table: one item per key and group of a page. */
export function createBacklogStore(client: DynamoDBClient, tableName: string): BacklogStore {
  const table = tableOf(client, tableName);
  return {
    put: async (groups) => {
      await inFlight(CALLS_IN_FLIGHT, inChunks(groups, DYNAMODB_BATCH_WRITE_ITEMS), (chunk) =>
        putChunk(table, chunk),
      );
    },
    next: (key, after) => next(table, key, after),
    advance: (group, to) => advance(table, group, to),
    remove: (group) => remove(table, group),
    groups: (key) => groups(table, key, { consistent: false }),
    waiting: (key) => waiting(table, key),
  };
}
