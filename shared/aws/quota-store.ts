import { randomUUID } from 'node:crypto';
import { type DynamoDBClient, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { WakeUp } from '../ports/queues.ts';
import { emptyItem, type QuotaStore, type TakeSlots } from '../ports/quota-store.ts';
import { type DayCounter, NO_DAY } from '../quota/day-counter.ts';
import type { QuotaKey } from '../quota/key.ts';
import type { EpochMillis } from '../time/units.ts';
import { numberIn, type Row, toItem } from './attributes.ts';
import { conditional, standing } from './conditional.ts';
import { createExpression } from './expression.ts';
import { queryRows } from './query-rows.ts';
import { quotaItemOf } from './quota-item.ts';
import { readRows } from './read-rows.ts';
import { SHARDS } from './shard.ts';
import { swapChainUpdate } from './swap-chain-update.ts';
import { type Table, tableOf } from './table.ts';
import { takeSlotsUpdate } from './take-slots-update.ts';

const keyOf = (key: QuotaKey) => ({ key: { S: key } });

const unique = (keys: readonly QuotaKey[]) => [...new Set(keys)];

/** DynamoDB calls a BETWEEN with its bounds reversed an error; it is a condition that cannot hold. */
const isImpossible = ({ form, now }: TakeSlots): boolean => form.kind === 'append' && form.maxStart < now;

async function take({ client, table }: Table, key: QuotaKey, request: TakeSlots) {
  const update = new UpdateItemCommand(takeSlotsUpdate(table, key, request));
  const taken = isImpossible(request)
    ? ({ ok: false } as const)
    : await conditional(() => client.send(update));
  if (taken.ok)
    return { ok: true, start: Number(taken.output.Attributes?.['nextSlot']?.N) - request.advance } as const;
  const row = await standing(taken, client, table, keyOf(key));
  return { ok: false, item: row ? quotaItemOf(row) : emptyItem(key) } as const;
}

async function overdue({ client, table }: Table, before: EpochMillis): Promise<readonly WakeUp[]> {
  const byShard = await Promise.all(
    SHARDS.map((shard) => {
      const { name, value, placeholders } = createExpression();
      const KeyConditionExpression = `${name('shard')} = ${value(shard)} AND ${name('wakeAt')} < ${value(before)}`;
      return queryRows(client, {
        TableName: table,
        IndexName: 'wakes',
        KeyConditionExpression,
        ...placeholders(),
      });
    }),
  );
  return byShard.flat().map((row) => ({ key: row['key'] as QuotaKey, wakeNo: numberIn(row, 'wakeNo') }));
}

const counterIn = (row: Row): DayCounter => ({
  version: numberIn(row, 'version'),
  buckets: row['buckets'] as DayCounter['buckets'],
});

async function saveDay(
  { client, table }: Table,
  key: QuotaKey,
  seen: number,
  next: DayCounter,
): Promise<boolean> {
  const { name, value, placeholders } = createExpression();
  const version = name('version');
  const ConditionExpression = seen === 0 ? `attribute_not_exists(${version})` : `${version} = ${value(seen)}`;
  const put = { TableName: table, Item: toItem({ key, ...next }), ConditionExpression, ...placeholders() };
  return (await conditional(() => client.send(new PutItemCommand(put)))).ok;
}

/** The Quota table: one item per quota key, and one per day counter. */
export function createQuotaStore(client: DynamoDBClient, tableName: string): QuotaStore {
  const table = tableOf(client, tableName);
  const rowsOf = async (keys: readonly QuotaKey[]) => {
    const rows = await readRows(table, unique(keys).map(keyOf));
    return new Map(rows.map((row) => [row['key'] as QuotaKey, row]));
  };
  return {
    load: async (keys) => {
      const rows = await rowsOf(keys);
      return new Map(
        unique(keys).map((key) => {
          const row = rows.get(key);
          return [key, row ? quotaItemOf(row) : emptyItem(key)];
        }),
      );
    },
    take: (key, request) => take(table, key, request),
    swapChain: async (key, seen, next) => {
      // The SDK repeats a call whose answer was lost: a change that meets itself was made.
      const writer = randomUUID();
      const update = new UpdateItemCommand(swapChainUpdate(tableName, key, seen, next, writer));
      const written = await conditional(() => client.send(update));
      return written.ok || written.row?.['writer'] === writer;
    },
    overdue: (before) => overdue(table, before),
    loadDay: async (keys) => {
      const rows = await rowsOf(keys);
      return new Map(
        unique(keys).map((key) => {
          const row = rows.get(key);
          return [key, row ? counterIn(row) : NO_DAY];
        }),
      );
    },
    saveDay: (key, seen, next) => saveDay(table, key, seen, next),
  };
}
