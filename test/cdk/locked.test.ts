import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { listOf, readable } from './support/resources.ts';
import { synthApp } from './support/synth.ts';
import { VARIANTS } from './support/variants.ts';

interface Found {
  readonly id: string;
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: the properties of a template have no type
  readonly properties: Readonly<Record<string, any>>;
}

interface Statement {
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

/** Every resource of every stack of the app. */
const resourcesFor = (input: Readonly<Record<string, unknown>>): readonly Found[] =>
  synthApp(input)
    .node.children.filter((child) => child instanceof Stack)
    .flatMap((stack) =>
      Object.entries<{ readonly Type: string; readonly Properties?: Found['properties'] }>(
        Template.fromStack(stack).toJSON().Resources,
      ).map(([id, { Type, Properties = {} }]) => ({ id, type: Type, properties: Properties })),
    );

const PROTECTED = { 'AWS::SQS::Queue': 'Queues', 'AWS::SNS::Topic': 'Topics', 'AWS::S3::Bucket': 'Bucket' };
const POLICIES = ['AWS::SQS::QueuePolicy', 'AWS::SNS::TopicPolicy', 'AWS::S3::BucketPolicy'];

const policyStatements = ({ properties }: Found): readonly Statement[] =>
  (properties['PolicyDocument'] ?? properties['KeyPolicy']).Statement;

const refersTo = (value: unknown, id: string): boolean =>
  listOf(value).some((one) => JSON.stringify(one ?? '').includes(id));

const withoutTls = JSON.stringify({ Bool: { 'aws:SecureTransport': 'false' } });
const deniesWithoutTls = (policy: Found): boolean =>
  policyStatements(policy).some(
    ({ Effect, Principal, Condition }) =>
      Effect === 'Deny' &&
      ['"*"', '{"AWS":"*"}'].includes(JSON.stringify(Principal)) &&
      JSON.stringify(Condition) === withoutTls,
  );

const openToAll = ({ Effect, Principal, Condition }: Statement): boolean =>
  Effect === 'Allow' && JSON.stringify(Principal ?? {}).includes('"*"') && Condition === undefined;

describe.each(Object.entries(VARIANTS))('%s', (_name, input) => {
  const all = resourcesFor(input);
  const of = (...types: readonly string[]) => all.filter(({ type }) => types.includes(type));

  test('refuses whoever comes to a queue, a topic or a bucket without TLS', () => {
    const policies = of(...POLICIES).filter(deniesWithoutTls);
    const open = Object.entries(PROTECTED).flatMap(([type, property]) =>
      of(type).filter(({ id }) => !policies.some(({ properties }) => refersTo(properties[property], id))),
    );

    expect(of('AWS::S3::Bucket').length).toBeGreaterThan(0);
    expect(open.map(({ id }) => id)).toEqual([]);
  });

  test('encrypts what it keeps', () => {
    const plain = [
      ...of('AWS::SQS::Queue').filter(({ properties }) => properties['SqsManagedSseEnabled'] !== true),
      ...of('AWS::SNS::Topic').filter(({ properties }) => properties['KmsMasterKeyId'] === undefined),
      ...of('AWS::S3::Bucket').filter(({ properties }) => properties['BucketEncryption'] === undefined),
      // DynamoDB, Secrets Manager and CloudWatch Logs always encrypt; nothing turns it down.
      ...of('AWS::DynamoDB::Table').filter(
        ({ properties }) => properties['SSESpecification']?.SSEEnabled === false,
      ),
      ...of('AWS::KMS::Key').filter(({ properties }) => properties['EnableKeyRotation'] !== true),
    ];

    expect(plain.map(({ id }) => id)).toEqual([]);
  });

  test('is open to nobody unnamed', () => {
    const policies = of(...POLICIES, 'AWS::KMS::Key', 'AWS::SecretsManager::ResourcePolicy');
    const blocked = of('AWS::S3::Bucket').map(
      ({ properties }) => properties['PublicAccessBlockConfiguration'],
    );

    expect(policies.filter((policy) => policyStatements(policy).some(openToAll))).toEqual([]);
    for (const block of blocked)
      expect(block).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
    expect(of('AWS::Lambda::Url')).toEqual([]);
  });

  test('lets nothing but its own schedules call its functions', () => {
    for (const { properties } of of('AWS::Lambda::Permission')) {
      expect(properties).toMatchObject({
        Action: 'lambda:InvokeFunction',
        Principal: 'events.amazonaws.com',
      });
      expect(readable(properties['SourceArn'])).toMatch(/Schedule$/);
    }
  });

  test('keeps each log for a limited time', () => {
    const endless = of('AWS::Logs::LogGroup').filter(
      ({ properties }) => !(properties['RetentionInDays'] <= 90),
    );
    const logless = of('AWS::Lambda::Function').filter(
      ({ properties }) => !properties['LoggingConfig']?.LogGroup,
    );

    expect([...endless, ...logless].map(({ id }) => id)).toEqual([]);
  });

  test('has no secret but in Secrets Manager, where it is generated', () => {
    const variables = of('AWS::Lambda::Function').flatMap(({ properties }) =>
      Object.keys(properties['Environment']?.Variables ?? {}),
    );
    const suspicious = variables.filter((name) => /SECRET|KEY|TOKEN|PASS|CREDENTIAL|PRIVATE/.test(name));

    // The ARN of the secret, and keys that are public.
    expect(['MXP_ADDRESS_SECRET_ARN', 'MXP_FEED_KEYS']).toEqual(
      expect.arrayContaining([...new Set(suspicious)]),
    );
    for (const { properties } of of('AWS::SecretsManager::Secret')) {
      expect(properties).toHaveProperty('GenerateSecretString');
      expect(properties).not.toHaveProperty('SecretString');
    }
    expect(JSON.stringify(all)).not.toMatch(/NoEcho|PRIVATE KEY|AKIA[0-9A-Z]{16}|\{\{resolve:/);
  });
});
