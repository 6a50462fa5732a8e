import {
  BatchWriteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEvidenceStore } from '../../shared/aws/evidence-store.ts';
import { createMemoryEvidenceStore } from '../../shared/memory/evidence-store.ts';
import type { MailId } from '../../shared/message/mail.ts';
import type { Evidence, EvidenceStore } from '../../shared/ports/quarantine-store.ts';
import type { AddressKey } from '../../shared/quarantine/address-key.ts';
import { DAY } from '../../shared/time/units.ts';
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

const AT = 1_764_000_000_000;

const bounce = (key: AddressKey, more: Partial<Evidence> = {}): Evidence => ({
  key,
  at: AT,
  mailId: 'mail-1' as MailId,
  kind: 'bounced',
  source: 'ses',
  reply: '552 5.2.2 mailbox full',
  status: '5.2.2',
  type: 'soft',
  reason: 'mailboxFull',
  blame: 'mailbox',
  bounceRule: 'mailbox-full',
  via: 'text',
  ruleSet: '1.0.0',
  quarantine: { step: 'counted', count: 1, of: 3 },
  ...more,
});

describe.each([
  { flavour: 'memory', make: () => createMemoryEvidenceStore() },
  { flavour: 'DynamoDB', make: () => createEvidenceStore(dynamodb.client, 'Evidence') },
])('the evidence store in $flavour', ({ make }) => {
  let store: EvidenceStore;
  beforeAll(() => {
    store = make();
  });

  it('knows nothing of a new address', async () => {
    expect(await store.of(freshKey())).toEqual([]);
  });

  it('answers what was put, oldest first, each address its own', async () => {
    const [key, other] = [freshKey(), freshKey()] as const;
    const [first, second, third, fourth] = [
      bounce(key, { at: 5 }),
      bounce(key, { at: AT }),
      bounce(key, { at: AT, mailId: 'mail-2' as MailId }),
      { key, at: AT + 1, mailId: 'mail-1' as MailId, kind: 'complained', source: 'ses' },
    ] as const;
    for (const evidence of [third, fourth, bounce(other), second, first]) await store.put(evidence);
    expect(await store.of(key)).toEqual([first, second, third, fourth]);
    expect(await store.of(other)).toEqual([bounce(other)]);
  });

  it('keeps one row of an address, time, mail and kind, the last that was put', async () => {
    const key = freshKey();
    await store.put(bounce(key));
    await store.put(bounce(key));
    await store.put(bounce(key, { kind: 'delayed' }));
    await store.put(bounce(key, { reason: 'inactiveUser' }));
    expect(await store.of(key)).toEqual([
      bounce(key, { reason: 'inactiveUser' }),
      bounce(key, { kind: 'delayed' }),
    ]);
  });

  it.each([{ count: 0 }, { count: 25 }, { count: 26 }])(
    'erases $count rows of an address and no other',
    async ({ count }) => {
      const [key, other] = [freshKey(), freshKey()] as const;
      const rows = Array.from({ length: count }, (_, at) => bounce(key, { at: AT + at }));
      await Promise.all([...rows, bounce(other)].map((evidence) => store.put(evidence)));
      expect(await store.of(key)).toHaveLength(count);
      await store.erase(key);
      expect(await store.of(key)).toEqual([]);
      expect(await store.of(other)).toHaveLength(1);
    },
  );
});

describe('the Evidence table', () => {
  it('keeps a row for 180 days, by padded time, mail and kind', async () => {
    const key = freshKey();
    await createEvidenceStore(dynamodb.client, 'Evidence').put(bounce(key, { at: 7_001 }));
    const Key = { key: { S: key }, sk: { S: '0000000007001#mail-1#bounced' } };
    const { Item } = await dynamodb.client.send(new GetItemCommand({ TableName: 'Evidence', Key }));
    expect(Item?.['ttl']).toEqual({ N: String((180 * DAY) / 1_000 + 8) });
  });

  it('deletes again what DynamoDB left unprocessed', async () => {
    const mock = mockClient(DynamoDBClient);
    const left = { Evidence: [{ DeleteRequest: { Key: { key: { S: 'k' }, sk: { S: 's' } } } }] };
    mock.on(QueryCommand).resolves({ Items: [{ key: { S: 'k' }, sk: { S: 's' } }] });
    mock.on(BatchWriteItemCommand).resolvesOnce({ UnprocessedItems: left }).resolves({});
    await createEvidenceStore(new DynamoDBClient({ region: 'eu-west-1' }), 'Evidence').erase(
      'k' as AddressKey,
    );
    expect(mock.commandCalls(BatchWriteItemCommand)[1]?.args[0].input.RequestItems).toEqual(left);
    mock.restore();
  });
});
