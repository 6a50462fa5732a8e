import { DeleteItemCommand, GetItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createControlStore } from '../../shared/aws/control-store.ts';
import type { Hold, HoldScope } from '../../shared/control/hold.ts';
import type { Order } from '../../shared/control/order.ts';
import { createMemoryControlStore } from '../../shared/memory/control-store.ts';
import type { ControlStore } from '../../shared/ports/control-store.ts';
import { DAY } from '../../shared/time/units.ts';
import { type LocalDynamoDb, startDynamoDb } from './local-dynamodb.ts';

let dynamodb: LocalDynamoDb;
beforeAll(async () => {
  dynamodb = await startDynamoDb();
});
afterAll(() => dynamodb.stop());

async function emptied(): Promise<ControlStore> {
  const { Items: items = [] } = await dynamodb.client.send(new ScanCommand({ TableName: 'Control' }));
  for (const { pk, sk } of items)
    if (pk && sk)
      await dynamodb.client.send(new DeleteItemCommand({ TableName: 'Control', Key: { pk, sk } }));
  return createControlStore(dynamodb.client, 'Control');
}

const AT = 1_764_000_000_000;
const pause: Order = {
  verb: 'pause',
  scope: { kind: 'campaign', name: 'may' },
  at: AT,
  by: 'jo',
  why: 'wrong price',
};
const cancelAll: Order = { verb: 'cancel', scope: { kind: 'all' }, at: AT, by: 'jo' };
const hold = (scope: HoldScope): Hold => ({
  scope,
  code: 'NotFoundException',
  text: 'gone',
  since: AT,
  probeAt: AT + 60_000,
});
const account = {
  maxSendRate: 14,
  max24HourSend: -1,
  sentLast24Hours: 12.5,
  sendingEnabled: true,
  readAt: AT,
};

describe.each([
  { flavour: 'memory', make: async () => createMemoryControlStore() },
  { flavour: 'DynamoDB', make: emptied },
])('the control store in $flavour', ({ make }) => {
  let store: ControlStore;
  beforeEach(async () => {
    store = await make();
  });

  it('keeps the level that was set last for each pool', async () => {
    await store.putLevel('news', { level: 'fast', over: 'normal' });
    await store.putLevel('shared', { level: 'slow', over: 'normal' });
    await store.putLevel('news', { level: 'boost', over: 'fast' });
    expect((await store.load()).levels).toEqual({
      news: { level: 'boost', over: 'fast' },
      shared: { level: 'slow', over: 'normal' },
    });
  });

  it('leaves a pool to the deployment again, twice without complaint, and no other pool', async () => {
    await store.putLevel('news', { level: 'fast', over: 'normal' });
    await store.putLevel('shared', { level: 'slow', over: 'normal' });
    await store.dropLevel('news');
    await store.dropLevel('news');
    expect((await store.load()).levels).toEqual({ shared: { level: 'slow', over: 'normal' } });
  });

  it('starts with nothing said', async () => {
    expect(await store.load()).toEqual({ orders: [], holds: [] });
  });

  it('answers orders, holds and account as they were put', async () => {
    await store.putOrder(pause);
    await store.putOrder(cancelAll);
    await store.putHold(hold({ kind: 'template', name: 'welcome' }));
    await store.putHold(hold({ kind: 'account' }));
    await store.putAccount(account);
    expect(await store.load()).toEqual({
      orders: [cancelAll, pause],
      holds: [hold({ kind: 'account' }), hold({ kind: 'template', name: 'welcome' })],
      account,
    });
  });

  it('keeps orders apart that differ in verb, scope or time, and replaces the same one', async () => {
    const ended = { ...pause, endedAt: AT + 5, endedBy: 'kim' };
    const others: readonly Order[] = [
      { ...pause, verb: 'cancel' },
      { ...pause, scope: { kind: 'stream', name: 'may' } },
      { ...pause, at: AT + 1 },
    ];
    for (const order of [pause, ...others, ended]) await store.putOrder(order);
    const { orders } = await store.load();
    expect(orders).toHaveLength(4);
    expect(orders).toEqual(expect.arrayContaining([ended, ...others]));
  });

  it('lets one alone of many take a due probe', async () => {
    const scope: HoldScope = { kind: 'identity', name: 'shop.example' };
    await store.putHold(hold(scope));
    const takes = Array.from({ length: 20 }, (_, at) =>
      store.takeProbe(scope, AT + 60_000, AT + 120_000 + at),
    );
    expect((await Promise.all(takes)).filter(Boolean)).toHaveLength(1);
    const { holds } = await store.load();
    expect(holds[0]?.probeAt).toBeGreaterThanOrEqual(AT + 120_000);
    expect(holds[0]).toMatchObject({ scope, since: AT, code: 'NotFoundException' });
  });

  it('takes no probe of a hold that was lifted', async () => {
    const scope: HoldScope = { kind: 'configurationSet', name: 'set-14h' };
    await store.putHold(hold(scope));
    await store.liftHold(scope);
    expect(await store.takeProbe(scope, AT + 60_000, AT + 120_000)).toBe(false);
    expect((await store.load()).holds).toEqual([]);
  });

  it('lifts a hold twice without complaint, and no other', async () => {
    const [gone, stays] = [
      hold({ kind: 'template', name: 'a' }),
      hold({ kind: 'template', name: 'b' }),
    ] as const;
    await store.putHold(gone);
    await store.putHold(stays);
    await store.liftHold(gone.scope);
    await store.liftHold(gone.scope);
    expect((await store.load()).holds).toEqual([stays]);
  });
});

describe('the Control table', () => {
  const KEPT_SECONDS = (90 * DAY) / 1_000;

  it.each([
    { says: 'keeps a pause in force', order: pause, sk: `pause#campaign#may#${AT}`, ttl: undefined },
    {
      says: 'drops an ended pause',
      order: { ...pause, endedAt: AT + 7_000 },
      sk: `pause#campaign#may#${AT}`,
      ttl: AT / 1_000 + 7 + KEPT_SECONDS,
    },
    { says: 'drops a cancel', order: cancelAll, sk: `cancel#all##${AT}`, ttl: AT / 1_000 + KEPT_SECONDS },
  ])('$says in due time', async ({ order, sk, ttl }) => {
    const store = await emptied();
    await store.putOrder(order);
    const Key = { pk: { S: 'order' }, sk: { S: sk } };
    const { Item: item } = await dynamodb.client.send(new GetItemCommand({ TableName: 'Control', Key }));
    expect(item?.['ttl']?.N).toBe(ttl === undefined ? undefined : String(ttl));
    expect(item?.['verb']?.S).toBe(order.verb);
  });

  it('loads more orders than one answer holds', async () => {
    const store = await emptied();
    const why = 'w'.repeat(300_000);
    for (let at = 0; at < 5; at += 1) await store.putOrder({ ...pause, why, at });
    expect((await store.load()).orders).toHaveLength(5);
  });
});
