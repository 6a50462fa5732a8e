import { randomUUID } from 'node:crypto';
import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { AddressRecord, QuarantineStore } from '../ports/quarantine-store.ts';
import type { AddressKey } from '../quarantine/address-key.ts';
import type { Standing } from '../quarantine/standing.ts';
import { type Row, toItem } from './attributes.ts';
import { conditional, readRow, standing as standingRow } from './conditional.ts';
import { createExpression } from './expression.ts';
import { ttlOf } from './quarantine-ttl.ts';
import { readRows } from './read-rows.ts';
import { type Table, tableOf } from './table.ts';

const keyOf = (key: AddressKey) => ({ key: { S: key } });

/** Reads a row. Rows are written by this file alone: a record, its `writer` and its time to live. */
export function recordOf(row: Row): AddressRecord {
  const { writer: _writer, ttl: _ttl, ...record } = row;
  return record as unknown as AddressRecord;
}

function ifSeen(version: number) {
  const { name, value, placeholders } = createExpression();
  const ConditionExpression =
    version === 0 ? `attribute_not_exists(${name('key')})` : `${name('version')} = ${value(version)}`;
  return { ConditionExpression, ...placeholders() };
}

/**
 * Every put names its writer, so that a put which the SDK repeats, its first try having succeeded unseen, knows its own
 * row again.
 */
async function swap({ client, table }: Table, seen: number, next: AddressRecord): Promise<boolean> {
  const writer = randomUUID();
  const input = {
    TableName: table,
    Item: toItem({ ...next, writer, ttl: ttlOf(next) }),
    ...ifSeen(seen),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  } as const;
  const written = await conditional(() => client.send(new PutItemCommand(input)));
  if (written.ok) return true;
  const row = await standingRow(written, client, table, keyOf(next.key));
  return row?.['writer'] === writer;
}

/** The Quarantine table: one row an address. */
export function createQuarantineStore(client: DynamoDBClient, tableName: string): QuarantineStore {
  const table = tableOf(client, tableName);
  return {
    check: async (keys) => {
      const asked = [...new Set(keys)].map(keyOf);
      const rows = await readRows(table, asked, { consistent: false, attributes: ['key', 'standing'] });
      return new Map(
        rows.map((row) => [row['key'] as AddressKey, row['standing'] as unknown as Standing] as const),
      );
    },
    get: async (key) => {
      const row = await readRow(client, tableName, keyOf(key));
      return row && recordOf(row);
    },
    swap: (seen, next) => swap(table, seen, next),
  };
}
