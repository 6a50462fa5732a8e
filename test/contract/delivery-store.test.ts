import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDeliveryStore } from '../../shared/aws/delivery-store.ts';
import { createDoubtStore } from '../../shared/aws/doubt-store.ts';
import { createMemoryDeliveryStore, createMemoryDoubtStore } from '../../shared/memory/delivery-store.ts';
import type { MailId } from '../../shared/message/mail.ts';
import type { DeliveryRecord, DeliveryStore } from '../../shared/ports/delivery-store.ts';
import type { EpochSeconds } from '../../shared/time/units.ts';
import { type LocalDynamoDb, startDynamoDb } from './local-dynamodb.ts';

let dynamodb: LocalDynamoDb;
beforeAll(async () => {
  dynamodb = await startDynamoDb();
});
afterAll(() => dynamodb.stop());

let ids = 0;
const claim = (more: Partial<DeliveryRecord> = {}): DeliveryRecord => {
  ids += 1;
  return {
    id: `mail-${ids}` as MailId,
    state: 'claimed',
    until: 1_764_000_030_000,
    bodyHash: 'h4sh',
    echo: {
      campaign: 'may',
      stream: 'marketing',
      pool: 'default',
      metadata: { customer: '42', empty: '' },
      rule: 'yahoo',
      mx: 'mta5.am0.yahoodns.net',
      key: 'default|rule|yahoo',
      ruleSet: '1.0.0',
    },
    ttl: 1_766_000_000 as EpochSeconds,
    ...more,
  };
};
const sent = ({ until: _over, ...record }: DeliveryRecord): DeliveryRecord => ({
  ...record,
  state: 'sent',
  ending: { kind: 'handedOver', at: 1_764_000_001_234 },
  sesId: '0102018f-0000',
});

describe.each([
  { flavour: 'memory', make: () => createMemoryDeliveryStore() },
  { flavour: 'DynamoDB', make: () => createDeliveryStore(dynamodb.client, 'Delivery') },
])('the delivery store in $flavour', ({ make }) => {
  let store: DeliveryStore;
  beforeAll(() => {
    store = make();
  });

  it('knows nothing of a new id', async () => {
    expect(await store.get('never-seen' as MailId)).toBeUndefined();
  });

  it('puts a record under a new id and answers it as it was put', async () => {
    const record = claim();
    expect(await store.putIfFree(record)).toEqual({ ok: true });
    expect(await store.get(record.id)).toEqual(record);
  });

  it.each([
    { state: 'claimed', more: {} },
    { state: 'sent', more: { ending: { kind: 'handedOver', at: 5 } } },
    { state: 'ended', more: { ending: { kind: 'expired', at: 5, detail: 'too late' } } },
  ] as const)('puts nothing over a $state record and answers it', async ({ state, more }) => {
    const standing = claim({ state, ...more });
    await store.putIfFree(standing);
    expect(await store.putIfFree({ ...standing, bodyHash: 'other' })).toEqual({
      ok: false,
      existing: standing,
    });
    expect(await store.get(standing.id)).toEqual(standing);
  });

  it('refuses a second claim that equals the first', async () => {
    const record = claim();
    await store.putIfFree(record);
    expect(await store.putIfFree(record)).toEqual({ ok: false, existing: record });
  });

  it('puts a record over a free one', async () => {
    const first = claim();
    const { until = 0 } = first;
    await store.putIfFree(first);
    await store.settle(until, { ...first, state: 'free' });
    const second = { ...first, until: until + 60_000 };
    expect(await store.putIfFree(second)).toEqual({ ok: true });
    expect(await store.get(first.id)).toEqual(second);
  });

  it.each([
    { what: 'a claim', change: { state: 'claimed' } },
    { what: 'an ending', change: { state: 'ended', ending: { kind: 'expired', at: 5 } } },
  ] as const)(
    'puts $what over a free record that was sent again only if it bears the mark',
    async ({ change }) => {
      const standing = claim({ state: 'free', resent: true });
      const { resent: _mark, ...unmarked } = standing;
      await store.putIfFree(standing);
      expect(await store.putIfFree({ ...unmarked, ...change })).toEqual({ ok: false, existing: standing });
      expect(await store.get(standing.id)).toEqual(standing);
      expect(await store.putIfFree({ ...standing, ...change })).toEqual({ ok: true });
      expect(await store.get(standing.id)).toEqual({ ...standing, ...change });
    },
  );

  it('puts a record with the mark over a free one without: a version before set it free', async () => {
    const standing = claim({ state: 'free' });
    await store.putIfFree(standing);
    expect(await store.putIfFree({ ...standing, state: 'claimed', resent: true })).toEqual({ ok: true });
    expect(await store.get(standing.id)).toMatchObject({ state: 'claimed', resent: true });
  });

  it('lets one alone of many claim an id', async () => {
    const record = claim();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => store.putIfFree({ ...record, until: 1_764_000_030_000 + at })),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('settles a claim of its own, and its old fields are gone', async () => {
    const record = claim();
    await store.putIfFree(record);
    expect(await store.settle(record.until ?? 0, sent(record))).toBe(true);
    expect(await store.get(record.id)).toEqual(sent(record));
  });

  it.each([
    { what: 'a claim of somebody else', until: 1_764_000_030_001, state: 'claimed' },
    { what: 'a free record', until: 1_764_000_030_000, state: 'free' },
    { what: 'a record that was sent', until: 1_764_000_030_000, state: 'sent' },
  ] as const)('does not settle $what', async ({ until, state }) => {
    const standing = claim({ state });
    await store.putIfFree(standing);
    expect(await store.settle(until, sent(standing))).toBe(false);
    expect(await store.get(standing.id)).toEqual(standing);
  });

  it('settles nothing under an id that it does not know', async () => {
    const record = claim();
    expect(await store.settle(record.until ?? 0, sent(record))).toBe(false);
    expect(await store.get(record.id)).toBeUndefined();
  });
});

describe('the Delivery table', () => {
  const failed = (item: Record<string, { S: string }>) =>
    new ConditionalCheckFailedException({
      message: 'The conditional request failed',
      $metadata: {},
      Item: item,
    });

  it('knows its own row again when the SDK repeats a put that had succeeded unseen', async () => {
    const mock = mockClient(DynamoDBClient);
    mock.on(PutItemCommand).callsFake((input) => {
      throw failed(input.Item);
    });
    const store = createDeliveryStore(new DynamoDBClient({ region: 'eu-west-1' }), 'Delivery');
    const record = claim();
    expect(await store.putIfFree(record)).toEqual({ ok: true });
    expect(await store.settle(record.until ?? 0, sent(record))).toBe(true);
    expect(mock.commandCalls(GetItemCommand)).toHaveLength(0);
    mock.restore();
  });

  it('reads the row that stands in the way from the exception when DynamoDB sends it along', async () => {
    const mock = mockClient(DynamoDBClient);
    mock.on(PutItemCommand).rejects(failed({ id: { S: 'x' }, state: { S: 'sent' }, bodyHash: { S: 'h' } }));
    const store = createDeliveryStore(new DynamoDBClient({ region: 'eu-west-1' }), 'Delivery');
    expect(await store.putIfFree(claim())).toEqual({
      ok: false,
      existing: { id: 'x', state: 'sent', bodyHash: 'h' },
    });
    expect(mock.commandCalls(GetItemCommand)).toHaveLength(0);
    mock.restore();
  });

  it('holds a record with full metadata in one write unit of 1 KB', async () => {
    const record = sent(claim({ id: 'i'.repeat(64) as MailId }));
    const echo = { ...record.echo, metadata: { data: 'm'.repeat(256) } };
    await createDeliveryStore(dynamodb.client, 'Delivery').putIfFree({ ...record, echo });
    const { Item: item } = await dynamodb.client.send(
      new GetItemCommand({ TableName: 'Delivery', Key: { id: { S: record.id } } }),
    );
    expect(JSON.stringify(item).length).toBeLessThanOrEqual(1_024);
  });
});

describe('the doubt store', () => {
  const row = {
    id: 'mail-x' as MailId,
    since: 1_764_000_000_000,
    echo: { stream: 'marketing', pool: 'default' },
  };

  it('keeps one row per mail in DynamoDB, however often it is put', async () => {
    const store = createDoubtStore(dynamodb.client, 'Doubt');
    await store.put(row);
    await store.put(row);
    const { Item: item } = await dynamodb.client.send(
      new GetItemCommand({ TableName: 'Doubt', Key: { id: { S: row.id } } }),
    );
    expect(item).toEqual({
      id: { S: 'mail-x' },
      since: { N: '1764000000000' },
      echo: { M: { stream: { S: 'marketing' }, pool: { S: 'default' } } },
    });
  });

  it('keeps one row per mail in memory', async () => {
    const rows = new Map();
    const store = createMemoryDoubtStore(rows);
    await store.put(row);
    await store.put(row);
    expect([...rows.values()]).toEqual([row]);
  });
});
