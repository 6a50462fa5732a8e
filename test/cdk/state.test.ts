import { expect, test } from 'vitest';
import { resourcesOf } from './support/resources.ts';
import { templateOf } from './support/synth.ts';

const template = templateOf();
const tables = resourcesOf(template, 'AWS::DynamoDB::Table');
const bucket = resourcesOf(template, 'AWS::S3::Bucket')['StateBucket'];

const text = (name: string) => ({ AttributeName: name, AttributeType: 'S' });
const hash = (name: string) => ({ AttributeName: name, KeyType: 'HASH' });
const range = (name: string) => ({ AttributeName: name, KeyType: 'RANGE' });

test.each([
  { table: 'QuotaTable', keys: [hash('key')] },
  { table: 'BacklogTable', keys: [hash('key'), range('sk')] },
  { table: 'DeliveryTable', keys: [hash('id')] },
  { table: 'ControlTable', keys: [hash('pk'), range('sk')] },
  { table: 'DoubtTable', keys: [hash('id')] },
  { table: 'QuarantineTable', keys: [hash('key')] },
  { table: 'EvidenceTable', keys: [hash('key'), range('sk')] },
])('$table has its keys, all of them text', ({ table, keys }) => {
  expect(tables[table]?.Properties['KeySchema']).toEqual(keys);
  expect(tables[table]?.Properties['AttributeDefinitions']).toEqual(
    expect.arrayContaining(keys.map(({ AttributeName }) => text(AttributeName))),
  );
});

test.each(Object.keys(tables))(
  '%s is paid by request, can be restored to any second, outlives the stack and is guarded from deletion by hand',
  (name) => {
    expect(tables[name]).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      },
    });
  },
);

test('writes bought ahead are for the tables of mails on their way, and none are bought unasked', () => {
  const warmIn = (found: typeof tables) =>
    Object.entries(found).flatMap(([name, { Properties }]) =>
      Properties['WarmThroughput'] ? [[name, Properties['WarmThroughput']]] : [],
    );
  const asked = resourcesOf(templateOf({ warmWrites: 12_000 }), 'AWS::DynamoDB::Table');
  const bought = { WriteUnitsPerSecond: 12_000 };

  expect(warmIn(tables)).toEqual([]);
  expect(Object.fromEntries(warmIn(asked))).toEqual({
    QuotaTable: bought,
    BacklogTable: bought,
    DeliveryTable: bought,
  });
});

test('rows of delivery, control, quarantine and evidence go by their ttl, no others do', () => {
  const ttl = Object.entries(tables).map(([name, { Properties }]) => [
    name,
    Properties['TimeToLiveSpecification'],
  ]);

  expect(Object.fromEntries(ttl)).toEqual({
    QuotaTable: undefined,
    BacklogTable: undefined,
    DeliveryTable: { AttributeName: 'ttl', Enabled: true },
    ControlTable: { AttributeName: 'ttl', Enabled: true },
    DoubtTable: undefined,
    QuarantineTable: { AttributeName: 'ttl', Enabled: true },
    EvidenceTable: { AttributeName: 'ttl', Enabled: true },
  });
});

test('lost wake-ups are found by shard and time, with the number that makes them valid', () => {
  expect(tables['QuotaTable']?.Properties['GlobalSecondaryIndexes']).toEqual([
    {
      IndexName: 'wakes',
      KeySchema: [hash('shard'), range('wakeAt')],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['wakeNo'] },
    },
  ]);
  expect(tables['QuotaTable']?.Properties['AttributeDefinitions']).toContainEqual({
    AttributeName: 'wakeAt',
    AttributeType: 'N',
  });
});

test('no table but quota has an index', () => {
  const indexed = Object.entries(tables).filter(
    ([, { Properties }]) => 'GlobalSecondaryIndexes' in Properties,
  );

  expect(indexed.map(([name]) => name)).toEqual(['QuotaTable']);
});

test('the secret under which addresses are kept is generated once, as plain text, and outlives the stack', () => {
  const secrets = resourcesOf(template, 'AWS::SecretsManager::Secret');

  expect(Object.keys(secrets)).toEqual(['AddressSecret']);
  expect(secrets['AddressSecret']).toMatchObject({
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
  });
  expect(secrets['AddressSecret']?.Properties['GenerateSecretString']).toEqual({
    PasswordLength: 64,
    ExcludePunctuation: true,
  });
});

test('the secret is never rotated: no row would be found again', () => {
  expect(resourcesOf(template, 'AWS::SecretsManager::RotationSchedule')).toEqual({});
});

test('the bucket is private, encrypted and outlives the stack', () => {
  expect(bucket).toMatchObject({
    DeletionPolicy: 'Retain',
    Properties: {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
    },
  });
});

test('pages go after 15 days, rejected input after 30, rule sets never', () => {
  const rules: { readonly Prefix?: string; readonly ExpirationInDays?: number }[] =
    bucket?.Properties['LifecycleConfiguration'].Rules;
  const expiring = rules.filter((rule) => rule.ExpirationInDays !== undefined);

  expect(expiring.map(({ Prefix, ExpirationInDays }) => [Prefix, ExpirationInDays])).toEqual([
    ['backlog/', 15],
    ['rejected/', 30],
  ]);
});

test('the bucket refuses callers without TLS', () => {
  const policy = resourcesOf(template, 'AWS::S3::BucketPolicy')['StateBucketPolicy'];

  expect(policy?.Properties['PolicyDocument'].Statement).toContainEqual(
    expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
  );
});
