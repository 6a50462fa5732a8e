import {
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { AccountLimits } from '../control/account.ts';
import { type Hold, type HoldScope, holdName } from '../control/hold.ts';
import type { SetLevel } from '../control/level-in-force.ts';
import type { Order } from '../control/order.ts';
import { orderName } from '../control/order-name.ts';
import type { ControlSnapshot, ControlStore } from '../ports/control-store.ts';
import { DAY, type EpochMillis, toEpochSeconds } from '../time/units.ts';
import { type Row, toItem } from './attributes.ts';
import { conditional } from './conditional.ts';
import { createExpression } from './expression.ts';
import { queryRows } from './query-rows.ts';

const ORDER = 'order';
const HOLD = 'hold';
const ACCOUNT = 'account';
const LEVEL = 'level';

/** An order is kept this long after it has said its last: longer than any mail that it can concern lives. */
const KEEP_ORDERS = 90 * DAY;

interface PoolLevel extends SetLevel {
  readonly pool: string;
}

/** A pause in force stays; all other orders are history some day. */
const ttlOf = (order: Order) => {
  const last = order.verb === 'cancel' ? order.at : order.endedAt;
  return last === undefined ? {} : { ttl: toEpochSeconds(last + KEEP_ORDERS) };
};

/** Rows are written by this file alone: a row is what was put, and its keys. */
function contentOf<T>(row: Row): T {
  const { pk: _pk, sk: _sk, ttl: _ttl, ...content } = row;
  return content as unknown as T;
}

async function takeProbe(
  client: DynamoDBClient,
  table: string,
  scope: HoldScope,
  seen: EpochMillis,
  next: EpochMillis,
): Promise<boolean> {
  const { name, value, placeholders } = createExpression();
  const update = new UpdateItemCommand({
    TableName: table,
    Key: toItem({ pk: HOLD, sk: holdName(scope) }),
    UpdateExpression: `SET ${name('probeAt')} = ${value(next)}`,
    ConditionExpression: `${name('probeAt')} = ${value(seen)}`,
    ...placeholders(),
  });
  return (await conditional(() => client.send(update))).ok;
}

/** The Control table: orders, holds, levels and what SES last said of the account; read consistently. */
export function createControlStore(client: DynamoDBClient, table: string): ControlStore {
  const all = <T>(pk: string): Promise<readonly T[]> => {
    const { name, value, placeholders } = createExpression();
    const KeyConditionExpression = `${name('pk')} = ${value(pk)}`;
    const query = { TableName: table, KeyConditionExpression, ...placeholders(), ConsistentRead: true };
    return queryRows(client, query).then((rows) => rows.map((row) => contentOf<T>(row)));
  };
  const put = async (pk: string, sk: string, content: object): Promise<void> => {
    await client.send(new PutItemCommand({ TableName: table, Item: toItem({ ...content, pk, sk }) }));
  };
  const remove = async (pk: string, sk: string): Promise<void> => {
    await client.send(new DeleteItemCommand({ TableName: table, Key: toItem({ pk, sk }) }));
  };
  return {
    load: async (): Promise<ControlSnapshot> => {
      const asked = [
        all<Order>(ORDER),
        all<Hold>(HOLD),
        all<AccountLimits>(ACCOUNT),
        all<PoolLevel>(LEVEL),
      ] as const;
      const [orders, holds, [account], set] = await Promise.all(asked);
      const levels = Object.fromEntries(set.map(({ pool, ...level }) => [pool, level]));
      return {
        orders,
        holds,
        ...(set.length > 0 ? { levels } : {}),
        ...(account ? { account } : {}),
      };
    },
    putOrder: (order) => put(ORDER, orderName(order), { ...order, ...ttlOf(order) }),
    putLevel: (pool, level) => put(LEVEL, pool, { ...level, pool } satisfies PoolLevel),
    dropLevel: (pool) => remove(LEVEL, pool),
    putAccount: (account) => put(ACCOUNT, 'ses', account),
    putHold: (hold) => put(HOLD, holdName(hold.scope), hold),
    takeProbe: (scope, seen, next) => takeProbe(client, table, scope, seen, next),
    liftHold: (scope) => remove(HOLD, holdName(scope)),
  };
}
