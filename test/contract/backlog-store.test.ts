import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBacklogStore } from '../../shared/aws/backlog-store.ts';
import { type BacklogGroup, behind } from '../../shared/backlog/group.ts';
import { createMemoryBacklogStore } from '../../shared/memory/backlog-store.ts';
import type { BacklogStore } from '../../shared/ports/backlog-store.ts';
import type { QuotaKey } from '../../shared/quota/key.ts';
import { type LocalDynamoDb, startDynamoDb } from './local-dynamodb.ts';

let dynamodb: LocalDynamoDb;
beforeAll(async () => {
  dynamodb = await startDynamoDb();
});
afterAll(() => dynamodb.stop());

let keys = 0;
const freshKey = (): QuotaKey => {
  keys += 1;
  return `pool|host|mx${keys}.example.com` as QuotaKey;
};

const group = (key: QuotaKey, sk: string, more: Partial<BacklogGroup> = {}): BacklogGroup => ({
  key,
  sk,
  object: '01JDPAGE',
  offset: 100,
  bytes: 3_000,
  count: 30,
  cursor: 0,
  cursorByte: 0,
  ...more,
});

async function allOf(store: BacklogStore, key: QuotaKey): Promise<readonly string[]> {
  const found: string[] = [];
  for (let next = await store.next(key, ''); next; next = await store.next(key, next.sk)) found.push(next.sk);
  return found;
}

describe.each([
  { flavour: 'memory', make: () => createMemoryBacklogStore() },
  { flavour: 'DynamoDB', make: () => createBacklogStore(dynamodb.client, 'Backlog') },
])('the backlog store in $flavour', ({ make }) => {
  let store: BacklogStore;
  beforeAll(() => {
    store = make();
  });

  it('answers nothing for a key without a backlog', async () => {
    const key = freshKey();
    expect(await store.next(key, '')).toBeUndefined();
    expect(await store.waiting(key)).toBe(0);
  });

  it('answers a group as it was put', async () => {
    const key = freshKey();
    const put = group(key, '2#marketing#may#01A', {
      cursor: 2,
      cursorByte: 200,
      expiresAt: 1_764_000_000_000,
    });
    await store.put([put]);
    expect(await store.next(key, '')).toEqual(put);
  });

  it('answers groups by sort key, whatever order they were put in, each key its own', async () => {
    const [key, other] = [freshKey(), freshKey()] as const;
    const sorted = ['0#m#c#01B', '1#m#c#01C', '2#m##01D', '2#m#c#01A', '2#m#c#01E', '2#s#c#01A'];
    await store.put([...sorted].reverse().map((sk) => group(key, sk)));
    await store.put([group(other, '0#m#c#01A')]);
    expect(await allOf(store, key)).toEqual(sorted);
  });

  it('answers the first group behind a sort key that need not exist', async () => {
    const key = freshKey();
    await store.put(['2#m#a#01A', '2#m#a#01B', '2#m#b#01A'].map((sk) => group(key, sk)));
    expect(await store.next(key, behind('2#m#a#'))).toMatchObject({ sk: '2#m#b#01A' });
    expect(await store.next(key, '2#m#a#01A')).toMatchObject({ sk: '2#m#a#01B' });
    expect(await store.next(key, '2#m#b#01A')).toBeUndefined();
  });

  it.each([{ count: 25 }, { count: 26 }])('puts $count groups at once', async ({ count }) => {
    const key = freshKey();
    const many = Array.from({ length: count }, (_, at) => group(key, `2#m#c#${String(at).padStart(4, '0')}`));
    await store.put(many);
    expect(await allOf(store, key)).toEqual(many.map(({ sk }) => sk));
  });

  it('puts nothing when there is nothing', async () => {
    await expect(store.put([])).resolves.toBeUndefined();
  });

  it('moves a cursor that still is where it was seen', async () => {
    const key = freshKey();
    const seen = group(key, '2#m#c#01A');
    await store.put([seen]);
    expect(await store.advance(seen, { cursor: 7, cursorByte: 700 })).toBe(true);
    expect(await store.next(key, '')).toEqual({ ...seen, cursor: 7, cursorByte: 700 });
    expect(await store.advance(seen, { cursor: 9, cursorByte: 900 })).toBe(false);
    expect(await store.next(key, '')).toMatchObject({ cursor: 7, cursorByte: 700 });
  });

  it('moves no cursor of a group that is gone', async () => {
    const seen = group(freshKey(), '2#m#c#01A');
    expect(await store.advance(seen, { cursor: 1, cursorByte: 100 })).toBe(false);
    expect(await store.next(seen.key, '')).toBeUndefined();
  });

  it('removes a group whose cursor still is where it was seen, once', async () => {
    const key = freshKey();
    const seen = group(key, '2#m#c#01A');
    await store.put([seen, group(key, '2#m#c#01B')]);
    await store.advance(seen, { cursor: 30, cursorByte: 3_000 });
    expect(await store.remove(seen)).toBe(false);
    const done = { ...seen, cursor: 30, cursorByte: 3_000 };
    expect(await store.remove(done)).toBe(true);
    expect(await store.remove(done)).toBe(false);
    expect(await allOf(store, key)).toEqual(['2#m#c#01B']);
  });

  it('lets one alone of many move the same cursor', async () => {
    const seen = group(freshKey(), '2#m#c#01A');
    await store.put([seen]);
    const moves = Array.from({ length: 20 }, (_, at) =>
      store.advance(seen, { cursor: at + 1, cursorByte: at }),
    );
    expect((await Promise.all(moves)).filter(Boolean)).toHaveLength(1);
  });

  it('counts the mails that wait, those done not', async () => {
    const key = freshKey();
    await store.put([
      group(key, '0#m#c#01A', { count: 10, cursor: 4 }),
      group(key, '2#m#c#01A', { count: 1_000, cursor: 0 }),
      group(freshKey(), '2#m#c#01A'),
    ]);
    expect(await store.waiting(key)).toBe(1_006);
  });

  it('tells what is left of each group, and until when it lives, for groups of before that did not say', async () => {
    const key = freshKey();
    await store.put([
      group(key, '0#m#c#01A', { count: 10, cursor: 4, expiresAt: 1_764_000_000_000 }),
      group(key, '2#m#c#01A', { count: 1_000 }),
      group(freshKey(), '2#m#c#01A'),
    ]);
    expect(await store.groups(key)).toEqual([{ count: 6, expiresAt: 1_764_000_000_000 }, { count: 1_000 }]);
  });
});

describe('the Backlog table', () => {
  it('counts over more groups than one answer holds', async () => {
    const key = freshKey();
    const store = createBacklogStore(dynamodb.client, 'Backlog');
    const long = 'x'.repeat(300_000);
    await store.put(Array.from({ length: 8 }, (_, at) => group(key, `2#m#c#${at}`, { object: long })));
    expect(await store.waiting(key)).toBe(240);
  });

  it('puts again what DynamoDB left unprocessed', async () => {
    const mock = mockClient(DynamoDBClient);
    const left = { Backlog: [{ PutRequest: { Item: { key: { S: 'left' } } } }] };
    mock
      .on(BatchWriteItemCommand)
      .resolvesOnce({ UnprocessedItems: left })
      .resolves({ UnprocessedItems: {} });
    const client = new DynamoDBClient({ region: 'eu-west-1' });
    await createBacklogStore(client, 'Backlog').put([group(freshKey(), 'a'), group(freshKey(), 'b')]);
    expect(mock.commandCalls(BatchWriteItemCommand)[1]?.args[0].input.RequestItems).toEqual(left);
    mock.restore();
  });

  it('throws when DynamoDB keeps leaving part of a batch, so that the source is tried again', async () => {
    const mock = mockClient(DynamoDBClient);
    const left = { Backlog: [{ PutRequest: { Item: { key: { S: 'left' } } } }] };
    mock.on(BatchWriteItemCommand).resolves({ UnprocessedItems: left });
    const client = new DynamoDBClient({ region: 'eu-west-1' });
    await expect(createBacklogStore(client, 'Backlog').put([group(freshKey(), 'a')])).rejects.toThrow(
      'throttled',
    );
    mock.restore();
  });
});
