import { afterAll, beforeAll, expect, it } from 'vitest';
import { createQuarantineStore } from '../../shared/aws/quarantine-store.ts';
import { scanQuarantine } from '../../shared/aws/scan-quarantine.ts';
import type { AddressRecord } from '../../shared/ports/quarantine-store.ts';
import { createKeyOf } from '../../shared/quarantine/address-key.ts';
import { type LocalDynamoDb, startDynamoDb } from './local-dynamodb.ts';

let db: LocalDynamoDb;

beforeAll(async () => {
  db = await startDynamoDb();
});
afterAll(() => db?.stop());

it('reads every record as it was written, over more than one page', async () => {
  const keyOf = createKeyOf('s');
  const store = createQuarantineStore(db.client, 'Quarantine');
  const why = 'w'.repeat(100_000);
  const records = Array.from({ length: 25 }, (_, at): AddressRecord => {
    const address = `u${at}@x.example`;
    const standing = { counts: {}, denylist: { since: at, streams: 'allButTransactional' } } as const;
    const entries = [{ kind: 'act', act: 'deny', at, by: 'ada', why }] as const;
    return { key: keyOf(address), address, entries, standing, version: 1 };
  });
  await Promise.all(records.map((record) => store.swap(0, record)));
  const read: AddressRecord[] = [];
  for await (const record of scanQuarantine(db.client, 'Quarantine')) read.push(record);
  const byKey = (one: AddressRecord, other: AddressRecord) => (one.key < other.key ? -1 : 1);
  expect(read.sort(byKey)).toEqual(records.sort(byKey));
});
