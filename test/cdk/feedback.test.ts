import { describe, expect, test } from 'vitest';
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
const keyOfTopics = resourcesOf(template, 'AWS::KMS::Key')['TopicKey'];
interface Statement {
  readonly Effect: string;
  readonly Principal: unknown;
  readonly Action: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const statementsOf = (type: string, name: string): readonly Statement[] =>
  resourcesOf(template, type)[name]?.Properties['PolicyDocument'].Statement;

const readableCondition = (condition: unknown) => {
  const { StringEquals: equals } = condition as { readonly StringEquals: Readonly<Record<string, unknown>> };
  return Object.fromEntries(Object.entries(equals).map(([name, value]) => [name, readable(value)]));
};

const FEEDBACK = ['bounce', 'complaint', 'reject', 'renderingFailure', 'deliveryDelay'];

/** The event types that each configuration set publishes to FeedbackTopic, by the set's name. */
const publishedBy = (input: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.values(resourcesOf(templateOf(input), 'AWS::SES::ConfigurationSetEventDestination')).map(
      ({ Properties: { ConfigurationSetName: set, EventDestination: destination } }) => {
        expect(destination.Enabled).toBe(true);
        expect(readable(destination.SnsDestination.TopicARN)).toBe('FeedbackTopic');
        return [readable(set), destination.MatchingEventTypes];
      },
    ),
  );

const delivery = (set: string) => sets[set]?.Properties['DeliveryOptions'];

test.each([50_400, 7_200, 900])('each pool has two configuration sets for %i seconds', (seconds) => {
  for (const kind of ['', 'Watched']) {
    expect(delivery(`ConfigurationSetnews${seconds}${kind}`)).toEqual({
      MaxDeliverySeconds: seconds,
      SendingPoolName: 'news-ips',
    });
    expect(delivery(`ConfigurationSetshared${seconds}${kind}`)).toEqual({ MaxDeliverySeconds: seconds });
  }
  expect(Object.keys(sets)).toHaveLength(12);
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
])(
  'sendEvents $sendEvents decides on the plain sets, the watched ones tell of each step',
  ({ sendEvents, expected }) => {
    const watched = ['send', 'delivery', ...FEEDBACK];

    expect(publishedBy({ sendEvents })).toEqual({
      ConfigurationSetshared50400: expected,
      ConfigurationSetshared50400Watched: watched,
      ConfigurationSetshared7200: expected,
      ConfigurationSetshared7200Watched: watched,
      ConfigurationSetshared900: expected,
      ConfigurationSetshared900Watched: watched,
    });
  },
);

test.each([
  { sendEvents: false, expected: ['delivery', ...FEEDBACK] },
  { sendEvents: true, expected: ['send', 'delivery', ...FEEDBACK] },
])(
  'with Delivery events of all mail there are no watched sets, sendEvents $sendEvents',
  ({ sendEvents, expected }) => {
    expect(publishedBy({ sendEvents, deliveryEvents: 'all' })).toEqual({
      ConfigurationSetshared50400: expected,
      ConfigurationSetshared7200: expected,
      ConfigurationSetshared900: expected,
    });
  },
);

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

/** All statements that let anybody do anything. */
const grantsOf = (statements: readonly Statement[]) => statements.filter(({ Effect }) => Effect === 'Allow');

describe('nobody but SES, for this account, can make an event:', () => {
  test('SES alone may publish to FeedbackTopic, from the sets of this stack', () => {
    const grants = grantsOf(statementsOf('AWS::SNS::TopicPolicy', 'FeedbackTopicPolicy'));

    for (const { Principal, Action } of grants)
      expect({ Principal, Action }).toEqual({
        Principal: { Service: 'ses.amazonaws.com' },
        Action: 'sns:Publish',
      });
    expect(grants.map(({ Condition }) => readableCondition(Condition))).toEqual(
      Object.keys(sets).map((set) => ({
        'AWS:SourceAccount': 'AccountId',
        'AWS:SourceArn': `arn:Partition:ses:Region:AccountId:configuration-set/${set}`,
      })),
    );
  });

  test('nobody of the account may publish to FeedbackTopic either, whatever IAM allows', () => {
    expect(statementsOf('AWS::SNS::TopicPolicy', 'FeedbackTopicPolicy')).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Principal: '*',
        Action: 'sns:Publish',
        Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' } },
      }),
    );
  });

  test('FeedbackTopic alone may fill FeedbackQueue', () => {
    const [grant, ...others] = grantsOf(statementsOf('AWS::SQS::QueuePolicy', 'FeedbackQueuePolicy'));

    expect(others).toEqual([]);
    expect(grant).toMatchObject({ Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage' });
    expect(readable(Object.values(grant?.Condition ?? {})[0]?.['aws:SourceArn'])).toBe('FeedbackTopic');
  });

  test.each([
    { service: 'ses.amazonaws.com', cause: 'arn:Partition:ses:Region:AccountId:configuration-set/*' },
    { service: 'cloudwatch.amazonaws.com', cause: 'arn:Partition:cloudwatch:Region:AccountId:alarm:*' },
  ])('$service may use the key of the topics for $cause alone', ({ service, cause }) => {
    const grants = grantsOf(keyOfTopics?.Properties['KeyPolicy'].Statement);
    const [grant, ...others] = grants.filter(
      ({ Principal }) => (Principal as { readonly Service?: unknown }).Service === service,
    );
    const arn = grant?.Condition?.['ArnLike']?.['aws:SourceArn'];

    expect(others).toEqual([]);
    expect(grant?.Action).toEqual(['kms:Decrypt', 'kms:GenerateDataKey*']);
    expect(Object.keys(grant?.Condition ?? {})).toEqual(['StringEquals', 'ArnLike']);
    expect(grant?.Condition?.['StringEquals']).toEqual({ 'aws:SourceAccount': { Ref: 'AWS::AccountId' } });
    expect(readable(arn)).toBe(cause);
  });

  test('no other service may use the key', () => {
    const grants = grantsOf(keyOfTopics?.Properties['KeyPolicy'].Statement);
    const services = grants.filter(({ Principal }) => !('AWS' in (Principal as object)));

    expect(readable(topics['FeedbackTopic']?.Properties['KmsMasterKeyId'])).toBe('TopicKey');
    expect(keyOfTopics?.Properties['EnableKeyRotation']).toBe(true);
    expect(services).toHaveLength(2);
  });

  test('no other account may use the key', () => {
    const grants = grantsOf(keyOfTopics?.Properties['KeyPolicy'].Statement);
    const accounts = grants.filter(({ Principal }) => 'AWS' in (Principal as object));

    expect(accounts.map(({ Principal }) => readable((Principal as { readonly AWS: unknown }).AWS))).toEqual([
      'arn:Partition:iam::AccountId:root',
    ]);
  });
});

test('OutcomeTopic is encrypted with the key of SNS, so that anybody let in can subscribe', () => {
  expect(readable(topics['OutcomeTopic']?.Properties['KmsMasterKeyId'])).toBe(
    'arn:Partition:kms:Region:AccountId:alias/aws/sns',
  );
});

test('alarms of this account, and no other service, may publish to NoticeTopic, whose key lets them', () => {
  const [grant, ...others] = grantsOf(statementsOf('AWS::SNS::TopicPolicy', 'NoticeTopicPolicy'));

  expect(others).toEqual([]);
  expect(grant).toMatchObject({
    Principal: { Service: 'cloudwatch.amazonaws.com' },
    Action: 'sns:Publish',
    Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
  });
  expect(readable(grant?.Condition?.['ArnLike']?.['aws:SourceArn'])).toBe(
    'arn:Partition:cloudwatch:Region:AccountId:alarm:*',
  );
  expect(readable(topics['NoticeTopic']?.Properties['KmsMasterKeyId'])).toBe('TopicKey');
});

test.each(['FeedbackTopic', 'OutcomeTopic', 'NoticeTopic'])('%s refuses publishers without TLS', (name) => {
  expect(statementsOf('AWS::SNS::TopicPolicy', `${name}Policy`)).toContainEqual(
    expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
  );
});
