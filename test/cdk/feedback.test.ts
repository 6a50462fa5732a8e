import { expect, test } from 'vitest';
import { readable, resourcesOf } from './support/resources.ts';
import { templateOf } from './support/synth.ts';

const POOLS = {
  pools: { news: { ipCount: 4, sesIpPool: 'news-ips', level: 'fast' }, shared: {} },
  defaultPool: 'shared',
};
const template = templateOf(POOLS);
const sets = resourcesOf(template, 'AWS::SES::ConfigurationSet');
const destinations = resourcesOf(template, 'AWS::SES::ConfigurationSetEventDestination');
const topics = resourcesOf(template, 'AWS::SNS::Topic');
const statementsOf = (type: string, name: string) =>
  resourcesOf(template, type)[name]?.Properties['PolicyDocument'].Statement;

const readableCondition = (condition: unknown) => {
  const { StringEquals: equals } = condition as { readonly StringEquals: Readonly<Record<string, unknown>> };
  return Object.fromEntries(Object.entries(equals).map(([name, value]) => [name, readable(value)]));
};

const FEEDBACK = ['bounce', 'complaint', 'reject', 'renderingFailure', 'deliveryDelay'];

test('each pool has a configuration set for 14 hours, 2 hours and 15 minutes', () => {
  const found = Object.values(sets).map(({ Properties }) => Properties['DeliveryOptions']);

  expect(found).toEqual([
    { MaxDeliverySeconds: 50_400, SendingPoolName: 'news-ips' },
    { MaxDeliverySeconds: 7_200, SendingPoolName: 'news-ips' },
    { MaxDeliverySeconds: 900, SendingPoolName: 'news-ips' },
    { MaxDeliverySeconds: 50_400 },
    { MaxDeliverySeconds: 7_200 },
    { MaxDeliverySeconds: 900 },
  ]);
});

test.each(Object.entries(sets))(
  '%s has SES suppress complaints only and report its reputation',
  (_name, set) => {
    expect(set.Properties).toMatchObject({
      SuppressionOptions: { SuppressedReasons: ['COMPLAINT'] },
      ReputationOptions: { ReputationMetricsEnabled: true },
    });
  },
);

test.each([
  { sendEvents: false, expected: FEEDBACK },
  { sendEvents: true, expected: ['send', ...FEEDBACK] },
])('every set publishes what sendEvents $sendEvents asks for', ({ sendEvents, expected }) => {
  const found = Object.values(
    resourcesOf(templateOf({ ...POOLS, sendEvents }), 'AWS::SES::ConfigurationSetEventDestination'),
  );

  expect(found).toHaveLength(6);
  for (const { Properties } of found) {
    expect(Properties['EventDestination']).toMatchObject({ Enabled: true, MatchingEventTypes: expected });
    expect(readable(Properties['EventDestination'].SnsDestination.TopicARN)).toBe('FeedbackTopic');
  }
});

test('every configuration set publishes its events', () => {
  const published = Object.values(destinations).map(({ Properties }) =>
    readable(Properties['ConfigurationSetName']),
  );

  expect(published.sort()).toEqual(Object.keys(sets).sort());
});

test('events reach FeedbackQueue without the envelope of SNS', () => {
  const [subscription, ...others] = Object.values(resourcesOf(template, 'AWS::SNS::Subscription'));

  expect(others).toEqual([]);
  expect(subscription?.Properties).toMatchObject({ Protocol: 'sqs', RawMessageDelivery: true });
  expect(readable(subscription?.Properties['TopicArn'])).toBe('FeedbackTopic');
  expect(readable(subscription?.Properties['Endpoint'])).toBe('FeedbackQueue');
});

test('SES may use the key of FeedbackTopic, for this account alone', () => {
  expect(readable(topics['FeedbackTopic']?.Properties['KmsMasterKeyId'])).toBe('FeedbackKey');
  const key = resourcesOf(template, 'AWS::KMS::Key')['FeedbackKey'];
  expect(key?.Properties['EnableKeyRotation']).toBe(true);
  expect(key?.Properties['KeyPolicy'].Statement).toContainEqual(
    expect.objectContaining({
      Effect: 'Allow',
      Principal: { Service: 'ses.amazonaws.com' },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    }),
  );
});

test('SES may publish to FeedbackTopic from the sets of this stack only', () => {
  const statements: readonly {
    readonly Effect: string;
    readonly Principal: unknown;
    readonly Condition: unknown;
  }[] = statementsOf('AWS::SNS::TopicPolicy', 'FeedbackTopicPolicy');
  const allowed = statements.filter(({ Effect }) => Effect === 'Allow');

  expect(allowed.map(({ Principal }) => Principal)).toEqual(
    allowed.map(() => ({ Service: 'ses.amazonaws.com' })),
  );
  expect(allowed.map(({ Condition }) => readableCondition(Condition))).toEqual(
    Object.keys(sets).map((set) => ({
      'AWS:SourceAccount': 'AccountId',
      'AWS:SourceArn': `arn:Partition:ses:Region:AccountId:configuration-set/${set}`,
    })),
  );
});

test('outcomes are encrypted with the key of SNS, so that any queue can subscribe', () => {
  expect(readable(topics['OutcomeTopic']?.Properties['KmsMasterKeyId'])).toBe(
    'arn:Partition:kms:Region:AccountId:alias/aws/sns',
  );
});

test.each(['FeedbackTopic', 'OutcomeTopic'])('%s refuses publishers without TLS', (name) => {
  expect(statementsOf('AWS::SNS::TopicPolicy', `${name}Policy`)).toContainEqual(
    expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
  );
});
