import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createQuarantineStore } from '../../shared/aws/quarantine-store.ts';
import { createMemoryQuarantineStore } from '../../shared/memory/quarantine-store.ts';
import type { AddressRecord, QuarantineStore } from '../../shared/ports/quarantine-store.ts';
import type { AddressKey } from '../../shared/quarantine/address-key.ts';
import type { Entry } from '../../shared/quarantine/entry.ts';
import { merged } from '../../shared/quarantine/merge.ts';
import { DAY, toEpochSeconds } from '../../shared/time/units.ts';
import { POLICY } from '../support/quarantine.ts';
import {
  act,
  complaint,
  daily,
  delivered,
  error,
  handedOver,
  START,
} from '../unit/quarantine/support/history.ts';
import { type LocalDynamoDb, startDynamoDb } from './local-dynamodb.ts';

let dynamodb: LocalDynamoDb;
beforeAll(async () => {
  dynamodb = await startDynamoDb();
});
afterAll(() => dynamodb.stop());

let keys = 0;
const freshKey = (): AddressKey => {
  keys += 1;
  return `key-of-address-${keys}` as AddressKey;
};

/** The record that these entries make of an address that nothing was known of. */
function recordWith(entries: readonly Entry[], key = freshKey()): AddressRecord {
  const record = merged(undefined, { key, address: 'ada@example.test' }, entries, POLICY);
  if (!record) throw new Error('no entries');
  return record;
}

const ALL_KINDS: readonly Entry[] = [
  ...daily('mailboxFull', 3),
  error('unreachable', 0, { blame: 'network' }),
  handedOver(4 * DAY),
  delivered(5 * DAY),
  complaint(6 * DAY),
  act('allow', 7 * DAY),
  { ...act('quarantine', 8 * DAY, 'inactiveUser'), why: 'asked by mail' } as Entry,
];

describe.each([
  { flavour: 'memory', make: () => createMemoryQuarantineStore() },
  { flavour: 'DynamoDB', make: () => createQuarantineStore(dynamodb.client, 'Quarantine') },
])('the quarantine store in $flavour', ({ make }) => {
  let store: QuarantineStore;
  beforeAll(() => {
    store = make();
  });

  it('knows nothing of a new address', async () => {
    const key = freshKey();
    expect(await store.get(key)).toBeUndefined();
    expect(await store.check([key])).toEqual(new Map());
  });

  it.each([
    { what: 'with entries of all kinds', record: () => recordWith(ALL_KINDS) },
    {
      what: 'with a base',
      record: () => recordWith([...ALL_KINDS, error('mailboxFull', 90 * DAY)]),
    },
    {
      what: 'that was forgotten',
      record: () => {
        const { address: _gone, ...record } = recordWith(ALL_KINDS);
        return { ...record, forgotten: true as const };
      },
    },
    {
      what: 'with streams denied',
      record: () => ({
        ...recordWith(ALL_KINDS),
        standing: { counts: {}, denylist: { since: START, streams: ['marketing', 'news'] } },
      }),
    },
  ])('answers a record $what as it was put', async ({ record }) => {
    const put = record();
    expect(await store.swap(0, put)).toBe(true);
    expect(await store.get(put.key)).toEqual(put);
    expect(await store.check([put.key])).toEqual(new Map([[put.key, put.standing]]));
  });

  it('puts nothing over a row that it was said not to find', async () => {
    const record = recordWith(ALL_KINDS);
    await store.swap(0, record);
    expect(await store.swap(0, { ...record, entries: [] })).toBe(false);
    expect(await store.get(record.key)).toEqual(record);
  });

  it('replaces a row of the version seen, and its old fields are gone', async () => {
    const record = recordWith(ALL_KINDS);
    await store.swap(0, record);
    const { address: _gone, ...next } = { ...record, version: 2, standing: { counts: {} } };
    expect(await store.swap(1, next)).toBe(true);
    expect(await store.get(record.key)).toEqual(next);
  });

  it.each([{ seen: 1 }, { seen: 3 }])('replaces no row of version 2 when it saw $seen', async ({ seen }) => {
    const record = { ...recordWith(ALL_KINDS), version: 2 };
    await store.swap(0, record);
    expect(await store.swap(seen, { ...record, entries: [], version: seen + 1 })).toBe(false);
    expect(await store.get(record.key)).toEqual(record);
  });

  it('puts no row where the one that it saw is gone', async () => {
    const record = recordWith(ALL_KINDS);
    expect(await store.swap(4, { ...record, version: 5 })).toBe(false);
    expect(await store.get(record.key)).toBeUndefined();
  });

  it('lets one alone of many replace the same row', async () => {
    const record = recordWith(ALL_KINDS);
    await store.swap(0, record);
    const swaps = Array.from({ length: 20 }, (_, at) =>
      store.swap(1, { ...record, address: `${at}@example.test`, version: 2 }),
    );
    expect((await Promise.all(swaps)).filter(Boolean)).toHaveLength(1);
  });

  it.each([{ count: 100 }, { count: 101 }])('checks $count addresses at once', async ({ count }) => {
    const records = Array.from({ length: count }, () => recordWith(ALL_KINDS));
    await Promise.all(records.map((record) => store.swap(0, record)));
    const found = await store.check(records.map(({ key }) => key));
    expect([...found.keys()].sort()).toEqual(records.map(({ key }) => key).sort());
  });

  it('checks those that it knows, each once, and nobody when nobody is asked for', async () => {
    const record = recordWith(ALL_KINDS);
    await store.swap(0, record);
    const found = await store.check([record.key, freshKey(), record.key]);
    expect(found).toEqual(new Map([[record.key, record.standing]]));
    expect(await store.check([])).toEqual(new Map());
  });
});

describe('the Quarantine table', () => {
  const rowOf = async (key: AddressKey) => {
    const read = new GetItemCommand({ TableName: 'Quarantine', Key: { key: { S: key } } });
    return (await dynamodb.client.send(read)).Item;
  };
  const put = async (entries: readonly Entry[]) => {
    const record = recordWith(entries);
    await createQuarantineStore(dynamodb.client, 'Quarantine').swap(0, record);
    return rowOf(record.key);
  };

  it.each([
    {
      what: 'counters go 90 days after the last entry',
      entries: daily('mailboxFull', 2),
      ttl: DAY + 90 * DAY,
    },
    {
      what: 'a quarantine that ends goes 90 days after its end',
      entries: daily('mailboxFull', 3),
      ttl: 32 * DAY + 90 * DAY,
    },
    { what: 'a quarantine for good stays', entries: [error('userUnknown', 0)], ttl: undefined },
    { what: 'a denylist stays', entries: [complaint(0)], ttl: undefined },
    { what: 'an allowlist stays', entries: [act('allow', 0)], ttl: undefined },
    { what: 'what was released goes', entries: [act('deny', 0), act('release', DAY)], ttl: DAY + 90 * DAY },
  ])('$what', async ({ entries, ttl }) => {
    const row = await put(entries);
    expect(row?.['ttl']).toEqual(ttl === undefined ? undefined : { N: String(toEpochSeconds(START + ttl)) });
  });

  it('shows a standing to people as maps and lists', async () => {
    const row = await put([...daily('mailboxFull', 2), error('userUnknown', DAY)]);
    expect(row?.['standing']).toEqual({
      M: {
        counts: { M: { mailboxFull: { L: [{ N: String(START) }, { N: String(START + DAY) }] } } },
        lastErrorAt: { N: String(START + DAY) },
        quarantine: { M: { since: { N: String(START + DAY) }, reason: { S: 'userUnknown' } } },
      },
    });
  });

  it('holds the fullest record in 16 KB, and a usual one in 1 KB', async () => {
    const mails = Array.from({ length: 200 }, (_, at) => delivered(DAY + at));
    const full = JSON.stringify(await put([...daily('mailboxFull', 2), ...mails]));
    expect(full.length).toBeLessThanOrEqual(16_384);
    expect(JSON.stringify(await put(daily('mailboxFull', 3))).length).toBeLessThanOrEqual(1_024);
  });

  it('knows its own row again when the SDK repeats a put that had succeeded unseen', async () => {
    const mock = mockClient(DynamoDBClient);
    mock.on(PutItemCommand).callsFake(({ Item }) => {
      throw new ConditionalCheckFailedException({
        message: 'The conditional request failed',
        $metadata: {},
        Item,
      });
    });
    const store = createQuarantineStore(new DynamoDBClient({ region: 'eu-west-1' }), 'Quarantine');
    expect(await store.swap(0, recordWith(ALL_KINDS))).toBe(true);
    expect(mock.commandCalls(GetItemCommand)).toHaveLength(0);
    mock.restore();
  });

  it('asks for no more than standings, which may be a moment old', async () => {
    const mock = mockClient(DynamoDBClient);
    mock.on(BatchGetItemCommand).resolves({ Responses: {} });
    const store = createQuarantineStore(new DynamoDBClient({ region: 'eu-west-1' }), 'Quarantine');
    await store.check([freshKey()]);
    const { Quarantine: request } =
      mock.commandCalls(BatchGetItemCommand)[0]?.args[0].input.RequestItems ?? {};
    expect(request).toMatchObject({ ConsistentRead: false, ProjectionExpression: '#key, #standing' });
    mock.restore();
  });
});
