import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createUnknownTexts } from '../../shared/aws/unknown-texts.ts';
import { createMemoryUnknownTexts } from '../../shared/memory/unknown-texts.ts';
import type { UnknownTexts } from '../../shared/ports/unknown-texts.ts';
import { DAY } from '../../shared/time/units.ts';
import { dayOf, MOST_NEW_A_DAY } from '../../shared/unknown/others.ts';
import type { UnknownText } from '../../shared/unknown/unknown-text.ts';
import { type LocalDynamoDb, startDynamoDb } from './local-dynamodb.ts';

let dynamodb: LocalDynamoDb;
beforeAll(async () => {
  dynamodb = await startDynamoDb();
});
afterAll(() => dynamodb.stop());

const AT = 1_764_000_000_000;

const seen = (id: string, count: number, at: number, fields: Partial<UnknownText> = {}): UnknownText => ({
  id,
  text: '550 * odd',
  first: '550 j***@x.example odd',
  mxHost: 'mx.x.example',
  count,
  firstAt: at,
  lastAt: at,
  ...fields,
});

describe.each([
  { flavour: 'memory', make: createMemoryUnknownTexts },
  { flavour: 'DynamoDB', make: () => createUnknownTexts(dynamodb.client, 'Control') },
])('unknown texts in $flavour', ({ make }) => {
  let store: UnknownTexts;
  /** Every test has a text and a day of its own. */
  let id = '';
  let now = AT;
  let turn = 0;
  beforeEach(() => {
    store = make();
    turn += 1;
    now = AT + turn * DAY;
    id = `a${turn}`;
  });

  const count = (texts: readonly UnknownText[], leftOut = 0) => store.count({ texts, leftOut }, now);
  const found = async (of = id) => (await store.all()).find((text) => text.id === of);
  const others = async () => (await store.others()).find(({ day }) => day === dayOf(now))?.count;
  const manyNew = (most: number, name: string) =>
    Array.from({ length: most }, (_, at) => seen(`${id}${name}${at}`, 1, AT));

  it('add up; the first reply stays, the last time moves', async () => {
    await count([seen(id, 2, AT)]);
    await count([seen(id, 3, AT + 9, { first: 'another', mxHost: 'mx.y.example' })]);

    expect(await found()).toEqual(seen(id, 5, AT, { lastAt: AT + 9 }));
  });

  it('keep the later time, whichever batch comes first', async () => {
    await count([seen(id, 2, AT + 9)]);
    await count([seen(id, 3, AT)]);
    expect(await found()).toMatchObject({ count: 5, lastAt: AT + 9 });

    await count([seen(id, 1, AT + 9), seen(id, 1, AT + 10)]);
    expect(await found()).toMatchObject({ count: 7, lastAt: AT + 10 });
  });

  it('add up, whoever counts at the same time, and from the start', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, at) => count([seen(id, 2, AT + at)])));

    expect(await found()).toMatchObject({ count: 40, lastAt: AT + 19 });
    expect(await others()).toBeUndefined();
  });

  it('are kept, go on being counted, and are listed again', async () => {
    await count([seen(id, 1, AT)]);
    const kept = { at: AT, by: 'ada', why: 'their outage' };

    expect(await store.keep(id, kept)).toBe(true);
    await count([seen(id, 1, AT + 1)]);
    expect(await found()).toMatchObject({ kept, count: 2 });
    expect(await store.keep(id, undefined)).toBe(true);
    expect(await found()).not.toHaveProperty('kept');
  });

  it('that nobody has met cannot be kept', async () => {
    expect(await store.keep(id, { at: AT, by: 'ada' })).toBe(false);
    expect(await found()).toBeUndefined();
  });

  it('are so many new ones a day at most; replies beyond are counted without their texts', async () => {
    const before = (await store.all()).length;
    await count([seen(id, 1, AT), ...manyNew(MOST_NEW_A_DAY - 2, 'b')]);
    expect(await others()).toBeUndefined();

    await count([seen(`${id}c`, 3, AT), seen(`${id}d`, 4, AT), seen(`${id}e`, 5, AT)]);
    await count([seen(`${id}d`, 1, AT), seen(id, 6, AT + 1)]);

    expect((await store.all()).length - before).toBe(MOST_NEW_A_DAY);
    expect(await found(`${id}c`)).toMatchObject({ count: 3 });
    expect(await found()).toMatchObject({ count: 7 });
    expect(await others()).toBe(4 + 5 + 1);
  });

  it('are no more when many count at once', async () => {
    const before = (await store.all()).length;
    const batches = Array.from({ length: 15 }, (_, at) => manyNew(20, `b${at}c`));
    await Promise.all(batches.map((texts) => count(texts)));

    expect((await store.all()).length - before).toBe(MOST_NEW_A_DAY);
    expect(await others()).toBe(300 - MOST_NEW_A_DAY);
  });

  it('may be new again the next day', async () => {
    await count(manyNew(MOST_NEW_A_DAY + 1, 'b'));
    const left = `${id}b${MOST_NEW_A_DAY}`;
    expect(await found(left)).toBeUndefined();

    now += DAY;
    await count([seen(left, 2, AT)]);
    expect(await found(left)).toMatchObject({ count: 2 });
    expect(await others()).toBeUndefined();
    now -= DAY;
    expect(await others()).toBe(1);
    turn += 1;
  });

  it('that a batch left out are among the others', async () => {
    await count([seen(id, 1, AT)], 7);
    await count([], 2);

    expect(await others()).toBe(9);
  });
});

describe('a row', () => {
  const ttlOf = async (sk: string) => {
    const Key = { pk: { S: 'unknown' }, sk: { S: sk } };
    const { Item } = await dynamodb.client.send(new GetItemCommand({ TableName: 'Control', Key }));
    return Number(Item?.['ttl']?.N) * 1_000;
  };
  const count = (lastAt: number) =>
    createUnknownTexts(dynamodb.client, 'Control').count(
      { texts: [seen('0d', 1, lastAt)], leftOut: 1 },
      AT - DAY,
    );

  it('goes half a year after its text was last seen, whatever comes late', async () => {
    await count(AT);
    expect(await ttlOf('0d')).toBe(AT + 180 * DAY);
    await count(AT - DAY);
    expect(await ttlOf('0d')).toBe(AT + 180 * DAY);
  });

  it('of a day’s others goes a month after that day', async () => {
    await count(AT);
    expect(await ttlOf(`others#${dayOf(AT - DAY)}`)).toBe(AT + 29 * DAY);
  });
});

describe('calls to DynamoDB', () => {
  const now = AT + 300 * DAY;
  let calls = 0;
  const send: DynamoDBClient['send'] = (...args: readonly unknown[]) => {
    calls += 1;
    return Reflect.apply(dynamodb.client.send, dynamodb.client, args);
  };
  const callsOf = async (...texts: readonly UnknownText[]) => {
    calls = 0;
    await createUnknownTexts({ send } as DynamoDBClient, 'Control').count({ texts, leftOut: 0 }, now);
    return calls;
  };
  const many = (name: string, most: number) =>
    Array.from({ length: most }, (_, at) => seen(`${name}${at}`, 1, AT));

  it('are one for a text that is known, and one more where it comes late', async () => {
    await callsOf(seen('0e', 1, AT), seen('0f', 1, AT));

    expect(await callsOf(seen('0e', 1, AT + 1), seen('0f', 2, AT))).toBe(2);
    expect(await callsOf(seen('0e', 1, AT))).toBe(2);
  });

  it('are two for each text that has no row once a day is full, and one for all of them', async () => {
    await callsOf(...many('0b', MOST_NEW_A_DAY));

    expect(await callsOf(...many('0c', 20))).toBe(41);
    expect(await callsOf()).toBe(0);
  });
});
