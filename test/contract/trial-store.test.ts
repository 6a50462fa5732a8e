import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createControlStore } from '../../shared/aws/control-store.ts';
import { readSentLastDay } from '../../shared/aws/sent-last-day.ts';
import { createTrialStore } from '../../shared/aws/trial-store.ts';
import { createMemoryTrialStore } from '../../shared/memory/trial-store.ts';
import { NO_COUNTS, type TrialStore } from '../../shared/ports/trial-store.ts';
import { DAY } from '../../shared/time/units.ts';
import { type LocalDynamoDb, startDynamoDb } from './local-dynamodb.ts';

let dynamodb: LocalDynamoDb;
beforeAll(async () => {
  dynamodb = await startDynamoDb();
});
afterAll(() => dynamodb.stop());

const AT = 1_764_000_000_000;

describe.each([
  { flavour: 'memory', make: createMemoryTrialStore },
  { flavour: 'DynamoDB', make: () => createTrialStore(dynamodb.client, 'Control') },
])('the counts of trials in $flavour', ({ make }) => {
  let store: TrialStore;
  let name = '';
  let trial = 0;
  beforeEach(() => {
    store = make();
    trial += 1;
    name = `set-${trial}.json.gz`;
  });

  it('are none where no trial was begun, whatever is added', async () => {
    await store.add(name, { tried: 1 });
    expect(await store.counts(name)).toEqual(NO_COUNTS);
  });

  it('add up, whoever adds at the same time', async () => {
    await store.begin(name, AT);
    await Promise.all([
      ...Array.from({ length: 20 }, () => store.add(name, { tried: 3, others: 0 })),
      store.add(name, { others: 40, othersBad: 2 }),
      store.add(name, { triedBad: 1 }),
      store.add(name, {}),
    ]);
    expect(await store.counts(name)).toEqual({ tried: 60, others: 40, triedBad: 1, othersBad: 2 });
  });

  it('belong to one trial each, and begin anew with it', async () => {
    await store.begin(name, AT);
    await store.begin(`other-${name}`, AT);
    await store.add(name, { tried: 5 });
    expect(await store.counts(`other-${name}`)).toEqual(NO_COUNTS);
    await store.begin(name, AT + 1);
    expect(await store.counts(name)).toEqual(NO_COUNTS);
  });
});

it('a row of counts goes after a month', async () => {
  await createTrialStore(dynamodb.client, 'Control').begin('a.json.gz', AT);
  const Key = { pk: { S: 'rules' }, sk: { S: 'trial#a.json.gz' } };
  const { Item } = await dynamodb.client.send(new GetItemCommand({ TableName: 'Control', Key }));
  expect(Item?.['ttl']).toEqual({ N: String((AT + 30 * DAY) / 1_000) });
});

it("SES's last word is read where the sweeper writes it", async () => {
  expect(await readSentLastDay(dynamodb.client, 'Control')).toBe(0);
  const control = createControlStore(dynamodb.client, 'Control');
  const account = { maxSendRate: 14, max24HourSend: 50_000, sendingEnabled: true, readAt: AT };
  await control.putAccount({ ...account, sentLast24Hours: 12_345 });
  expect(await readSentLastDay(dynamodb.client, 'Control')).toBe(12_345);
});
