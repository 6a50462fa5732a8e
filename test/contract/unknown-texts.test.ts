import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createUnknownTexts } from '../../shared/aws/unknown-texts.ts';
import { createMemoryUnknownTexts } from '../../shared/memory/unknown-texts.ts';
import type { UnknownTexts } from '../../shared/ports/unknown-texts.ts';
import { DAY } from '../../shared/time/units.ts';
import type { UnknownText } from '../../shared/unknown/unknown-text.ts';
import { type LocalDynamoDb, startDynamoDb } from './local-dynamodb.ts';

let dynamodb: LocalDynamoDb;
beforeAll(async () => {
  dynamodb = await startDynamoDb();
});
afterAll(() => dynamodb.stop());

const AT = 1_764_000_000_000;

describe.each([
  { flavour: 'memory', make: createMemoryUnknownTexts },
  { flavour: 'DynamoDB', make: () => createUnknownTexts(dynamodb.client, 'Control') },
])('unknown texts in $flavour', ({ make }) => {
  let store: UnknownTexts;
  let id = '';
  let turn = 0;
  beforeEach(() => {
    store = make();
    turn += 1;
    id = `text-${turn}`;
  });

  const seen = (count: number, at: number, fields: Partial<UnknownText> = {}): UnknownText => ({
    id,
    text: '550 * odd',
    first: '550 j***@x.example odd',
    mxHost: 'mx.x.example',
    count,
    firstAt: at,
    lastAt: at,
    ...fields,
  });
  const found = async () => (await store.all()).find((text) => text.id === id);

  it('add up; the first reply stays, the last time moves', async () => {
    await store.count([seen(2, AT)]);
    await store.count([seen(3, AT + 9, { first: 'another', mxHost: 'mx.y.example' })]);

    expect(await found()).toEqual(seen(5, AT, { lastAt: AT + 9 }));
  });

  it('add up, whoever counts at the same time', async () => {
    await store.count([seen(1, AT)]);
    await Promise.all(Array.from({ length: 20 }, () => store.count([seen(2, AT + 1)])));

    expect((await found())?.count).toBe(41);
  });

  it('are kept, go on being counted, and are listed again', async () => {
    await store.count([seen(1, AT)]);
    const kept = { at: AT, by: 'ada', why: 'their outage' };

    expect(await store.keep(id, kept)).toBe(true);
    await store.count([seen(1, AT + 1)]);
    expect(await found()).toMatchObject({ kept, count: 2 });
    expect(await store.keep(id, undefined)).toBe(true);
    expect(await found()).not.toHaveProperty('kept');
  });

  it('that nobody has met cannot be kept', async () => {
    expect(await store.keep(id, { at: AT, by: 'ada' })).toBe(false);
    expect(await found()).toBeUndefined();
  });
});

it('a row goes half a year after its text was last seen', async () => {
  const one = { id: 'old', text: 'x', first: 'x', count: 1, firstAt: AT, lastAt: AT };
  await createUnknownTexts(dynamodb.client, 'Control').count([one]);
  const Key = { pk: { S: 'unknown' }, sk: { S: 'old' } };
  const { Item } = await dynamodb.client.send(new GetItemCommand({ TableName: 'Control', Key }));

  expect(Item?.['ttl']).toEqual({ N: String((AT + 180 * DAY) / 1_000) });
});
