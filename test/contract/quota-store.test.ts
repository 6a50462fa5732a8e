import { GetItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createQuotaStore } from '../../shared/aws/quota-store.ts';
import { NO_CHAIN } from '../../shared/backlog/chain.ts';
import { createMemoryQuotaStore } from '../../shared/memory/quota-store.ts';
import type { QuotaStore, TakeSlots } from '../../shared/ports/quota-store.ts';
import type { QuotaKey } from '../../shared/quota/key.ts';
import { type LocalDynamoDb, startDynamoDb } from './local-dynamodb.ts';

let dynamodb: LocalDynamoDb;
beforeAll(async () => {
  dynamodb = await startDynamoDb();
});
afterAll(() => dynamodb.stop());

const NOW = 1_764_000_000_000_000;
const HORIZON = 60_000_000;

let keys = 0;
const freshKey = (): QuotaKey => {
  keys += 1;
  return `pool|host|mx${keys}.example.com` as QuotaKey;
};

const request = (form: TakeSlots['form'], more: Partial<TakeSlots> = {}): TakeSlots => ({
  advance: 1_000,
  form,
  now: NOW,
  unlessOpen: false,
  count: { add: {}, drop: [] },
  ...more,
});
const restart = (more: Partial<TakeSlots> = {}) => request({ kind: 'restart' }, more);
const append = (maxStart: number, more: Partial<TakeSlots> = {}) =>
  request({ kind: 'append', maxStart }, more);

const itemOf = async (store: QuotaStore, key: QuotaKey) => (await store.load([key])).get(key);

describe.each([
  { flavour: 'memory', make: () => createMemoryQuotaStore() },
  { flavour: 'DynamoDB', make: () => createQuotaStore(dynamodb.client, 'Quota') },
])('the quota store in $flavour', ({ make }) => {
  let store: QuotaStore;
  beforeAll(() => {
    store = make();
  });

  it('answers a key without an item with an empty one, and each key once', async () => {
    const key = freshKey();
    expect(await store.load([key, key])).toEqual(
      new Map([[key, { key, chain: NO_CHAIN, chainVersion: 0, used: {} }]]),
    );
  });

  it('loads more keys than one call can name', async () => {
    const many = Array.from({ length: 101 }, freshKey);
    await Promise.all(many.map((key) => store.take(key, restart())));
    const loaded = await store.load(many);
    expect([...loaded.keys()]).toEqual(many);
    expect([...loaded.values()].every((item) => item.nextSlot === NOW + 1_000)).toBe(true);
  });

  it('starts a new key at now', async () => {
    const key = freshKey();
    expect(await store.take(key, restart())).toEqual({ ok: true, start: NOW });
    expect(await itemOf(store, key)).toMatchObject({ nextSlot: NOW + 1_000 });
  });

  it('appends nothing to a key without an item', async () => {
    const key = freshKey();
    expect(await store.take(key, append(NOW + HORIZON))).toEqual({
      ok: false,
      item: { key, chain: NO_CHAIN, chainVersion: 0, used: {} },
    });
  });

  it.each([
    { says: 'restarts a key whose next slot is past', next: NOW - 1, form: 'restart', start: NOW },
    { says: 'does not restart a key whose next slot is now', next: NOW, form: 'restart' },
    { says: 'appends to a key whose next slot is now', next: NOW, form: 'append', start: NOW },
    { says: 'does not append to a key whose next slot is past', next: NOW - 1, form: 'append' },
    { says: 'appends up to the latest start', next: NOW + HORIZON, form: 'append', start: NOW + HORIZON },
    { says: 'does not append beyond the latest start', next: NOW + HORIZON + 1, form: 'append' },
  ])('$says', async ({ next, form, start }) => {
    const key = freshKey();
    const long = 10 * HORIZON;
    await store.take(key, restart({ now: next - long, advance: long }));
    const answer = await store.take(key, form === 'restart' ? restart() : append(NOW + HORIZON));
    if (start === undefined) expect(answer).toMatchObject({ ok: false, item: { key, nextSlot: next } });
    else expect(answer).toEqual({ ok: true, start });
    const after = start === undefined ? next : start + 1_000;
    expect(await itemOf(store, key)).toMatchObject({ nextSlot: after });
  });

  it('answers an append that can fit no slot like any other that does not fit', async () => {
    const key = freshKey();
    await store.take(key, restart());
    expect(await store.take(key, append(NOW - 1))).toMatchObject({
      ok: false,
      item: { nextSlot: NOW + 1_000 },
    });
  });

  it.each([
    { open: true, unlessOpen: true, ok: false },
    { open: true, unlessOpen: false, ok: true },
    { open: false, unlessOpen: true, ok: true },
  ])('takes from a key with open $open unlessOpen $unlessOpen: $ok', async ({ open, unlessOpen, ok }) => {
    const key = freshKey();
    await store.swapChain(key, 0, { open, wakeNo: 0 });
    expect(await store.take(key, restart({ unlessOpen }))).toMatchObject({ ok });
  });

  it('takes from a key without an item though it asks for a closed one', async () => {
    expect(await store.take(freshKey(), restart({ unlessOpen: true }))).toMatchObject({ ok: true });
  });

  it('never gives a slot twice to a hundred that ask at once', async () => {
    const key = freshKey();
    await store.take(key, restart());
    const claims = Array.from({ length: 100 }, (_, at) => ({ advance: 1_000 * (1 + (at % 5)) }));
    const taken = await Promise.all(
      claims.map(async ({ advance }) => ({
        advance,
        answer: await store.take(key, append(NOW + HORIZON, { advance })),
      })),
    );
    const ranges = taken
      .map(({ advance, answer }) =>
        answer.ok ? { from: answer.start, to: answer.start + advance } : { from: 0, to: 0 },
      )
      .sort((one, other) => one.from - other.from);
    expect(ranges[0]?.from).toBe(NOW + 1_000);
    for (const [at, range] of ranges.entries())
      expect(range.from).toBe(at === 0 ? NOW + 1_000 : ranges[at - 1]?.to);
  });

  it('lets one alone restart a key', async () => {
    const key = freshKey();
    const answers = await Promise.all(Array.from({ length: 20 }, () => store.take(key, restart())));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('counts the slots by bucket, drops old buckets, and a raised bucket is not dropped', async () => {
    const key = freshKey();
    await store.take(key, restart({ count: { add: { 41: 2, 42: 1 }, drop: [] } }));
    await store.take(
      key,
      append(NOW + HORIZON, { count: { add: { 42: 3, 43: 1 }, drop: ['41', '42', '7'] } }),
    );
    expect((await itemOf(store, key))?.used).toEqual({ 42: 4, 43: 1 });
  });

  it('counts nothing when the condition fails', async () => {
    const key = freshKey();
    await store.take(key, restart({ count: { add: { 42: 1 }, drop: [] } }));
    const answer = await store.take(key, restart({ count: { add: { 42: 1 }, drop: [] } }));
    expect(answer).toMatchObject({ ok: false, item: { used: { 42: 1 } } });
    expect((await itemOf(store, key))?.used).toEqual({ 42: 1 });
  });

  it('keeps the pace that was applied last', async () => {
    const key = freshKey();
    const pace = { limit: 1_200, periodMillis: 3_600_000, spacing: 3_030_000, rule: 'yahoo' };
    await store.take(key, restart({ pace }));
    await store.take(key, append(NOW + HORIZON));
    expect((await itemOf(store, key))?.pace).toEqual(pace);
  });

  it('replaces the whole chain, slots untouched', async () => {
    const key = freshKey();
    await store.take(key, restart());
    const full = {
      open: true,
      appendUntil: 5,
      wakeAt: 6,
      wakeNo: 7,
      pumpUntil: 8,
      turn: '2#marketing#may#',
      dnsTries: 3,
    };
    expect(await store.swapChain(key, 0, full)).toBe(true);
    expect(await itemOf(store, key)).toMatchObject({ nextSlot: NOW + 1_000, chain: full, chainVersion: 1 });
    expect(await store.swapChain(key, 1, { open: false, wakeNo: 8 })).toBe(true);
    expect(await itemOf(store, key)).toMatchObject({ chain: { open: false, wakeNo: 8 }, chainVersion: 2 });
    expect(Object.keys((await itemOf(store, key))?.chain ?? {}).sort()).toEqual(['open', 'wakeNo']);
  });

  it.each([{ seen: 0 }, { seen: 2 }])(
    'does not replace a chain of version 1 for one who saw version $seen',
    async ({ seen }) => {
      const key = freshKey();
      const first = { open: true, wakeNo: 1 };
      await store.swapChain(key, 0, first);
      expect(await store.swapChain(key, seen, { open: false, wakeNo: 9 })).toBe(false);
      expect(await itemOf(store, key)).toMatchObject({ chain: first, chainVersion: 1 });
    },
  );

  it('lets one alone of many replace the same chain', async () => {
    const key = freshKey();
    const swaps = Array.from({ length: 20 }, (_, wakeNo) => store.swapChain(key, 0, { open: true, wakeNo }));
    expect((await Promise.all(swaps)).filter(Boolean)).toHaveLength(1);
  });

  it('finds the keys whose wake-up is overdue, and only those', async () => {
    const wakeAt = NOW / 1_000;
    const [late, due, ended, idle] = [freshKey(), freshKey(), freshKey(), freshKey()] as const;
    await store.take(idle, restart());
    await store.swapChain(late, 0, { open: true, wakeAt: wakeAt - 1, wakeNo: 4 });
    await store.swapChain(due, 0, { open: true, wakeAt, wakeNo: 5 });
    await store.swapChain(ended, 0, { open: true, wakeAt: wakeAt - 1, wakeNo: 6 });
    await store.swapChain(ended, 1, { open: false, wakeNo: 7 });
    const found = (await store.overdue(wakeAt)).filter(({ key }) => [late, due, ended, idle].includes(key));
    expect(found).toEqual([{ key: late, wakeNo: 4 }]);
  });

  it('finds overdue keys in every partition of the index', async () => {
    const many = Array.from({ length: 40 }, freshKey);
    await Promise.all(
      many.map((key, wakeNo) => store.swapChain(key, 0, { open: true, wakeAt: 1_000, wakeNo })),
    );
    const found = await store.overdue(1_001);
    expect(new Map(found.map(({ key, wakeNo }) => [key, wakeNo]))).toEqual(
      new Map(many.map((key, at) => [key, at])),
    );
  });

  it('counts days with versions', async () => {
    const key = freshKey();
    expect(await store.loadDay([key])).toEqual(new Map([[key, { version: 0, buckets: {} }]]));
    const first = { version: 1, buckets: { 1960000: 3 } };
    expect(await store.saveDay(key, 0, first)).toBe(true);
    expect(await store.saveDay(key, 0, { version: 1, buckets: {} })).toBe(false);
    expect(await store.loadDay([key])).toEqual(new Map([[key, first]]));
    expect(await store.saveDay(key, 1, { version: 2, buckets: { 1960001: 5 } })).toBe(true);
    expect(await store.loadDay([key])).toEqual(new Map([[key, { version: 2, buckets: { 1960001: 5 } }]]));
  });
});

describe('the Quota table', () => {
  it('keeps a key in the index only while a wake-up is due', async () => {
    const store = createQuotaStore(dynamodb.client, 'Quota');
    const key = freshKey();
    const inIndex = async () => {
      const { Items: items = [] } = await dynamodb.client.send(
        new ScanCommand({ TableName: 'Quota', IndexName: 'wakes' }),
      );
      return items.filter((item) => item['key']?.S === key);
    };
    await store.swapChain(key, 0, { open: true, wakeAt: 9_000, wakeNo: 2 });
    expect(await inIndex()).toEqual([
      {
        key: { S: key },
        shard: { S: expect.stringMatching(/^[0-3]$/) },
        wakeAt: { N: '9000' },
        wakeNo: { N: '2' },
      },
    ]);
    await store.swapChain(key, 1, { open: false, wakeNo: 3 });
    expect(await inIndex()).toEqual([]);
    const { Item: item = {} } = await dynamodb.client.send(
      new GetItemCommand({ TableName: 'Quota', Key: { key: { S: key } } }),
    );
    expect(item).not.toHaveProperty('shard');
  });

  const bucketsOf = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [String(1_000_000 + at), 1]));
  it('takes as many buckets as a horizon in twelfths of a minute has, and refuses more than DynamoDB takes', async () => {
    const store = createQuotaStore(dynamodb.client, 'Quota');
    expect(await store.take(freshKey(), restart({ count: { add: bucketsOf(26), drop: [] } }))).toMatchObject({
      ok: true,
    });
    await expect(
      store.take(freshKey(), restart({ count: { add: bucketsOf(720), drop: [] } })),
    ).rejects.toThrow(RangeError);
  });

  it('holds slots as whole microseconds', async () => {
    const key = freshKey();
    await createQuotaStore(dynamodb.client, 'Quota').take(key, restart());
    const { Item: item } = await dynamodb.client.send(
      new GetItemCommand({ TableName: 'Quota', Key: { key: { S: key } } }),
    );
    expect(item?.['nextSlot']).toEqual({ N: '1764000000001000' });
  });
});
