import { DeleteItemCommand, GetItemCommand, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import demo from '../../rules/demo.json' with { type: 'json' };
import { STATE_KEY } from '../../shared/aws/rules-pointer.ts';
import { readRulesStanding } from '../../shared/aws/rules-standing.ts';
import { createRulesStore } from '../../shared/aws/rules-store.ts';
import { createMemoryRulesStore } from '../../shared/memory/rules-store.ts';
import type {
  FeedState,
  RulesHistoryEntry,
  RulesPointer,
  RulesState,
  RulesStore,
} from '../../shared/ports/rules-store.ts';
import { encodeRuleSet } from '../../shared/rules/codec.ts';
import { NO_OVERRIDES, type OverridesData } from '../../shared/rules/overrides-schema.ts';
import { parseRuleSet } from '../../shared/rules/parse-rule-set.ts';
import { type LocalDynamoDb, startDynamoDb } from './local-dynamodb.ts';
import { type LocalMessaging, startMessaging } from './local-messaging.ts';

let dynamodb: LocalDynamoDb;
let messaging: LocalMessaging;
beforeAll(async () => {
  [dynamodb, messaging] = await Promise.all([startDynamoDb(), startMessaging()]);
  await messaging.createBucket('state');
});
afterAll(async () => {
  await Promise.all([dynamodb.stop(), messaging.stop()]);
});

async function emptied(): Promise<RulesStore> {
  const { Items: items = [] } = await dynamodb.client.send(new ScanCommand({ TableName: 'Control' }));
  for (const { pk, sk } of items)
    if (pk && sk)
      await dynamodb.client.send(new DeleteItemCommand({ TableName: 'Control', Key: { pk, sk } }));
  const place = { dynamodb: dynamodb.client, controlTable: 'Control', s3: messaging.s3, bucket: 'state' };
  return createRulesStore(place);
}

const AT = 1_764_000_000_000;
const pointer = (current: string, activatedAt = AT): RulesPointer => ({ current, activatedAt });
const entry = (at: number, name = 'a.json.gz'): RulesHistoryEntry => ({
  ...{ at, name, version: '1.0.0', by: 'jo', what: 'sync', feedSet: 'f.json.gz' },
  summary: ['rule google: limit 100/h → 50/h'],
});
const FEED: FeedState = {
  ...{ address: 'https://feed.example/', set: 'f.json.gz', sequence: 7, sha256: 'ab', version: '1.0.0' },
  ...{ expiresAt: AT + 1, etag: '"x"', checkedAt: AT },
  failed: { at: AT, code: 'slow', text: 'it took longer than 20 s' },
  held: { set: 'g.json.gz', sequence: 8, version: '2.0.0', why: [] },
};
/** Whatever JSON can say may stand in `was`, null too. */
const overridesOf = (was: string | null): OverridesData => ({
  ...NO_OVERRIDES,
  mxFields: [{ rule: 'northmail', set: { rate: '10/h' }, was: { rate: was } }],
});
const STATE = { mode: 'feed', feed: FEED, overrides: overridesOf(null) } as const;

describe.each([
  { flavour: 'memory', make: async () => createMemoryRulesStore() },
  { flavour: 'DynamoDB and S3', make: emptied },
])('the rules store in $flavour', ({ make }) => {
  let store: RulesStore;
  beforeEach(async () => {
    store = await make();
  });

  it('starts with the feed, and nothing known of it', async () => {
    expect(await store.state()).toEqual({ mode: 'feed', feed: {}, overrides: NO_OVERRIDES, version: 0 });
    expect(await store.history()).toEqual([]);
  });

  it('answers the state as it was saved, and counts its versions', async () => {
    expect(await store.saveState(0, STATE)).toBe(true);
    expect(await store.state()).toEqual({ ...STATE, version: 1 });
    const custom = { mode: 'custom', feed: {}, overrides: NO_OVERRIDES } as const;
    expect(await store.saveState(1, custom)).toBe(true);
    expect(await store.state()).toEqual({ ...custom, version: 2 });
  });

  it.each([0, 1])('lets one alone of many save over version %i', async (version) => {
    if (version === 1) await store.saveState(0, STATE);
    const saves = Array.from({ length: 8 }, (_, at) =>
      store.saveState(version, { ...STATE, feed: { ...FEED, sequence: at } }),
    );
    expect((await Promise.all(saves)).filter(Boolean)).toHaveLength(1);
    expect((await store.state()).version).toBe(version + 1);
    expect(await store.saveState(version, STATE)).toBe(false);
  });

  it('keeps overrides that no row holds', async () => {
    const overrides = overridesOf('w'.repeat(500_000));
    await store.saveState(0, { ...STATE, overrides });
    expect((await store.state()).overrides).toEqual(overrides);
  });

  it('gives a set back as it was put', async () => {
    const parsed = parseRuleSet(demo);
    if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
    const set = encodeRuleSet(parsed.data);
    await store.putSet(set);
    await store.putSet(set);
    expect(await store.getSet(set.name)).toEqual(parsed.data);
  });

  it('throws for a set that was never put, or that is broken', async () => {
    await store.putSet({ name: 'broken.json.gz', bytes: new Uint8Array([1, 2, 3]) });
    await expect(store.getSet('broken.json.gz')).rejects.toThrow('rule set broken.json.gz');
    await expect(store.getSet('never.json.gz')).rejects.toThrow();
  });

  it('moves the pointer and leaves the state alone', async () => {
    await store.saveState(0, STATE);
    expect(await store.activate(undefined, pointer('a'), entry(AT))).toBe(true);
    const next = { ...pointer('b', AT + 5), previous: 'a' };
    expect(await store.activate(pointer('a'), next, entry(AT + 5, 'b'))).toBe(true);
    expect(await store.state()).toEqual({ ...STATE, version: 1, pointer: next } satisfies RulesState);
    expect(await store.history()).toEqual([entry(AT + 5, 'b'), entry(AT)]);
  });

  it.each([
    { where: 'none', there: undefined, seen: pointer('a') },
    { where: 'one where none was seen', there: pointer('a'), seen: undefined },
    { where: 'another set', there: pointer('a'), seen: pointer('b') },
    { where: 'the same set since another time', there: pointer('a'), seen: pointer('a', AT + 1) },
    {
      where: 'a candidate where none was seen',
      there: { ...pointer('a'), candidate: { name: 'c', share: 10, since: AT } },
      seen: pointer('a'),
    },
    {
      where: 'no candidate where one was seen',
      there: pointer('a'),
      seen: { ...pointer('a'), candidate: { name: 'c', share: 10, since: AT } },
    },
    {
      where: 'another candidate',
      there: { ...pointer('a'), candidate: { name: 'c', share: 10, since: AT } },
      seen: { ...pointer('a'), candidate: { name: 'd', share: 10, since: AT } },
    },
  ])('activates nothing where there is $where', async ({ there, seen }) => {
    if (there) await store.activate(undefined, there, entry(AT));
    expect(await store.activate(seen, pointer('z', AT + 9), entry(AT + 9))).toBe(false);
    expect((await store.state()).pointer).toEqual(there);
    expect(await store.history()).toHaveLength(there ? 1 : 0);
  });

  it('starts and ends a trial', async () => {
    const trial = { ...pointer('a'), candidate: { name: 'c', share: 10, since: AT + 1 } };
    await store.activate(undefined, pointer('a'), entry(AT));
    expect(await store.activate(pointer('a'), trial, entry(AT + 1))).toBe(true);
    expect((await store.state()).pointer).toEqual(trial);
    expect(await store.activate(trial, pointer('a'), entry(AT + 2))).toBe(true);
    expect((await store.state()).pointer).toEqual(pointer('a'));
  });

  it.each([undefined, pointer('a')])('lets one alone of many activate after %o', async (before) => {
    if (before) await store.activate(undefined, before, entry(AT));
    const rivals = Array.from({ length: 8 }, (_, at) =>
      store.activate(before, pointer(`r${at}`, AT + 1), entry(AT + 1, `r${at}`)),
    );
    const won = (await Promise.all(rivals)).flatMap((did, at) => (did ? [`r${at}`] : []));
    expect(won).toHaveLength(1);
    expect((await store.state()).pointer?.current).toBe(won[0]);
    expect((await store.history())[0]?.name).toBe(won[0]);
  });

  it('keeps the newest 30 of the history', async () => {
    let seen: RulesPointer | undefined;
    for (let at = 0; at < 33; at += 1) {
      const next = pointer(`s${at}`, AT + at);
      await store.activate(seen, next, entry(AT + at, `s${at}`));
      seen = next;
    }
    const names = (await store.history()).map(({ name }) => name);
    expect(names).toEqual(Array.from({ length: 30 }, (_, at) => `s${32 - at}`));
  });
});

describe('the Control table', () => {
  it('holds what is in force apart from the history, of which 30 rows are left', async () => {
    const store = await emptied();
    let seen: RulesPointer | undefined;
    for (let at = 0; at < 32; at += 1) {
      const next = pointer('s', AT + at);
      await store.activate(seen, next, entry(AT + at));
      seen = next;
    }
    const rowsOf = async (pk: string) => {
      const KeyConditionExpression = 'pk = :pk';
      const values = { ExpressionAttributeValues: { ':pk': { S: pk } } };
      const query = new QueryCommand({ TableName: 'Control', KeyConditionExpression, ...values });
      return (await dynamodb.client.send(query)).Items ?? [];
    };
    expect((await rowsOf('rules')).map(({ sk }) => sk?.S)).toEqual(['pointer']);
    const history = await rowsOf('rules-history');
    expect(history).toHaveLength(30);
    expect(history[0]?.['sk']?.S).toMatch(/^001764000000002#/);
  });

  it('keeps small overrides in the row and large ones beside the rule sets', async () => {
    const store = await emptied();
    const row = async () =>
      (await dynamodb.client.send(new GetItemCommand({ TableName: 'Control', Key: STATE_KEY }))).Item;
    await store.saveState(0, STATE);
    expect(await row()).toMatchObject({ overrides: { S: expect.stringContaining('northmail') } });
    await store.saveState(1, { ...STATE, overrides: overridesOf('w'.repeat(100_000)) });
    const name = (await row())?.['overridesObject']?.S;
    expect(await row()).not.toHaveProperty('overrides');
    const { Contents: contents = [] } = await messaging.s3.send(
      new ListObjectsV2Command({ Bucket: 'state', Prefix: 'rules/overrides/' }),
    );
    expect(contents.map(({ Key }) => Key)).toContain(`rules/${name}`);
  });

  it('says which part of it is not understood', async () => {
    const store = await emptied();
    await store.saveState(0, { ...STATE, mode: 'sideways' as 'off' });
    await expect(store.state()).rejects.toThrow('a mode of rules');
    const again = await emptied();
    await again.saveState(0, { ...STATE, overrides: { v: 2 } as unknown as OverridesData });
    await expect(again.state()).rejects.toThrow('the overrides in the Control table');
  });
});

describe('how the rules stand, for the sweeper', () => {
  const standing = () => readRulesStanding(dynamodb.client, 'Control');

  it('is that nothing was ever said, in an empty table', async () => {
    await emptied();
    expect(await standing()).toEqual({ mode: 'feed', feed: {} });
  });

  it('is what the store says, without the overrides', async () => {
    const store = await emptied();
    await store.saveState(0, { ...STATE, mode: 'custom' });
    await store.activate(undefined, pointer('a.json.gz'), entry(AT));
    expect(await standing()).toEqual({ mode: 'custom', feed: FEED, pointer: pointer('a.json.gz') });
  });
});
