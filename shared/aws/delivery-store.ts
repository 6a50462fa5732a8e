import { randomUUID } from 'node:crypto';
import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { MailId } from '../message/mail.ts';
import type { DeliveryRecord, DeliveryStore, PutResult } from '../ports/delivery-store.ts';
import type { EpochMillis } from '../time/units.ts';
import { type Row, toItem } from './attributes.ts';
import { conditional, readRow, standing } from './conditional.ts';
import { createExpression } from './expression.ts';

const keyOf = (id: MailId) => ({ id: { S: id } });

/** Rows are written by this file alone, so a row is a record and the `writer` that put it. */
function recordOf(row: Row): DeliveryRecord {
  const { writer: _writer, ...record } = row;
  return record as unknown as DeliveryRecord;
}

type Write = Pick<
  PutItemCommand['input'],
  'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

function ifFree({ bodyHash, resent }: DeliveryRecord): Write {
  const { name, value, placeholders } = createExpression();
  const free = `${name('state')} = ${value('free')} AND ${name('bodyHash')} = ${value(bodyHash)}`;
  const unmarked = resent ? '' : ` AND attribute_not_exists(${name('resent')})`;
  const ConditionExpression = `attribute_not_exists(${name('id')}) OR (${free}${unmarked})`;
  return { ConditionExpression, ...placeholders() };
}

function ifClaimedUntil(until: EpochMillis): Write {
  const { name, value, placeholders } = createExpression();
  const ConditionExpression = `${name('state')} = ${value('claimed')} AND ${name('until')} = ${value(until)}`;
  return { ConditionExpression, ...placeholders() };
}

/**
 * The Delivery table. Every put names its writer, so that a put which the SDK repeats, its first try having succeeded
 * unseen, knows its own row again and no mail falls in doubt by it.
 */
export function createDeliveryStore(client: DynamoDBClient, table: string): DeliveryStore {
  const put = async (record: DeliveryRecord, condition: Write): Promise<PutResult | undefined> => {
    const writer = randomUUID();
    const Item = toItem({ ...record, writer });
    const input = {
      TableName: table,
      Item,
      ...condition,
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    } as const;
    const written = await conditional(() => client.send(new PutItemCommand(input)));
    if (written.ok) return { ok: true };
    const row = await standing(written, client, table, keyOf(record.id));
    if (!row) return undefined;
    return row['writer'] === writer ? { ok: true } : { ok: false, existing: recordOf(row) };
  };
  return {
    get: async (id) => {
      const row = await readRow(client, table, keyOf(id));
      return row && recordOf(row);
    },
    putIfFree: async (record) =>
      (await put(record, ifFree(record))) ?? (await put(record, ifFree(record))) ?? vanished(record.id),
    settle: async (claimedUntil, next) => (await put(next, ifClaimedUntil(claimedUntil)))?.ok ?? false,
  };
}

/** The row was there at each try to put it and gone when read: its time to live ran out in between, twice. */
function vanished(id: MailId): never {
  throw new Error(`the delivery record of ${id} cannot be written: it keeps vanishing`);
}
