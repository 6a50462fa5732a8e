import { expect, test } from 'vitest';
import { rightsOf as rights, type Statement } from './support/policies.ts';
import { listOf, readable, resourcesOf } from './support/resources.ts';
import { FEED_KEY, templateOf } from './support/synth.ts';

const template = templateOf({
  identity: ['example.org', 'news@example.net'],
  contentBuckets: ['my-contents'],
  feedUrl: 's3://my-feed/eu/',
  feedKeys: [FEED_KEY],
});
const policies = resourcesOf(template, 'AWS::IAM::Policy');
const rightsOf = (name: string): readonly string[] => rights(template, name);

const on = (resource: string, ...actions: readonly string[]) =>
  actions.map((action) => `${action} on ${resource}`);
const log = (name: string) => on(`${name}Log`, 'logs:CreateLogStream', 'logs:PutLogEvents');
const read = (queue: string) =>
  on(queue, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes');
const ses = (resource: string) =>
  on(
    `arn:Partition:ses:Region:AccountId:${resource}`,
    'ses:SendEmail',
    'ses:SendRawEmail',
    'ses:SendTemplatedEmail',
  );

const delivery = on('DeliveryTable', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem');

const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  Throttler: [
    ...log('Throttler'),
    ...['OutboundQueue', 'PriorityQueue', 'WakeUpQueue'].flatMap(read),
    ...on(
      'QuotaTable',
      'dynamodb:GetItem',
      'dynamodb:BatchGetItem',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
    ),
    ...on(
      'BacklogTable',
      'dynamodb:Query',
      'dynamodb:PutItem',
      'dynamodb:BatchWriteItem',
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
    ),
    ...delivery,
    ...on('ControlTable', 'dynamodb:Query', 'dynamodb:GetItem', 'dynamodb:UpdateItem'),
    ...on('DoubtTable', 'dynamodb:PutItem'),
    ...on('QuarantineTable', 'dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem'),
    ...on('EvidenceTable', 'dynamodb:PutItem'),
    ...on('AddressSecret', 'secretsmanager:GetSecretValue'),
    ...on('StateBucket', 's3:ListBucket'),
    ...on('StateBucket/backlog/*', 's3:GetObject', 's3:PutObject'),
    ...on('StateBucket/rules/*', 's3:GetObject'),
    ...on('StateBucket/rejected/*', 's3:PutObject'),
    ...['DeliveryQueue', 'WakeUpQueue', 'RejectedQueue'].flatMap((queue) => on(queue, 'sqs:SendMessage')),
    ...on('OutcomeTopic', 'sns:Publish'),
  ],
  Sender: [
    ...log('Sender'),
    ...read('DeliveryQueue'),
    ...delivery,
    ...on('ControlTable', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'),
    ...on('DoubtTable', 'dynamodb:PutItem'),
    ...ses('identity/example.org'),
    ...ses('identity/news@example.net'),
    ...[50_400, 7_200, 900].flatMap((seconds) =>
      ['', 'Watched'].flatMap((kind) => ses(`configuration-set/ConfigurationSetshared${seconds}${kind}`)),
    ),
    ...ses('template/*'),
    ...['DeliveryQueue', 'PriorityQueue'].flatMap((queue) => on(queue, 'sqs:SendMessage')),
    ...on('OutcomeTopic', 'sns:Publish'),
    ...on('arn:Partition:s3:::my-contents/*', 's3:GetObject'),
  ],
  Bounce: [
    ...log('Bounce'),
    ...read('FeedbackQueue'),
    ...delivery,
    ...on('ControlTable', 'dynamodb:GetItem', 'dynamodb:UpdateItem'),
    ...on('QuarantineTable', 'dynamodb:GetItem', 'dynamodb:PutItem'),
    ...on('EvidenceTable', 'dynamodb:PutItem'),
    ...on('AddressSecret', 'secretsmanager:GetSecretValue'),
    ...on('StateBucket', 's3:ListBucket'),
    ...on('StateBucket/rules/*', 's3:GetObject'),
    ...on('StateBucket/rejected/*', 's3:PutObject'),
    ...on('RejectedQueue', 'sqs:SendMessage'),
    ...on('OutcomeTopic', 'sns:Publish'),
  ],
  Sweeper: [
    ...log('Sweeper'),
    ...on('QuotaTable/index/wakes', 'dynamodb:Query'),
    ...on('QuotaTable', 'dynamodb:GetItem', 'dynamodb:BatchGetItem'),
    ...on('BacklogTable', 'dynamodb:Query'),
    ...on('ControlTable', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:GetItem', 'dynamodb:UpdateItem'),
    ...on('*', 'ses:GetAccount'),
    ...on('WakeUpQueue', 'sqs:SendMessage'),
  ],
  RuleSync: [
    ...log('RuleSync'),
    ...on('ControlTable', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:DeleteItem', 'dynamodb:GetItem'),
    ...on('StateBucket/rules/*', 's3:GetObject', 's3:PutObject'),
    ...on('NoticeTopic', 'sns:Publish'),
    ...on('TopicKey', 'kms:GenerateDataKey', 'kms:Decrypt'),
    ...on('arn:Partition:s3:::my-feed/eu/feed.json', 's3:GetObject'),
    ...on('arn:Partition:s3:::my-feed/eu/sets/*', 's3:GetObject'),
  ],
};

test.each(Object.entries(EXPECTED))('%s may do exactly what it does', (name, expected) => {
  expect([...rightsOf(name)].sort()).toEqual([...expected].sort());
});

test('there are no policies besides these, and no managed ones', () => {
  expect(Object.keys(policies).sort()).toEqual(
    Object.keys(EXPECTED)
      .map((name) => `${name}RoleDefaultPolicy`)
      .sort(),
  );
  for (const { Properties } of Object.values(resourcesOf(template, 'AWS::IAM::Role'))) {
    expect(Properties).not.toHaveProperty('ManagedPolicyArns');
    expect(Properties).not.toHaveProperty('Policies');
  }
});

/** Each with the reason why nothing narrower is known when the policy is written. */
const WILDCARDS: Readonly<Record<string, string>> = {
  '*': 'GetAccount knows no resources',
  'StateBucket/backlog/*': 'pages are named when mail is parked',
  'StateBucket/rules/*': 'rule sets are named by their hash',
  'StateBucket/rejected/*': 'input is named when it is rejected',
  'arn:Partition:ses:Region:AccountId:template/*': 'upstream makes templates at any time',
  'arn:Partition:s3:::my-contents/*': 'upstream names its contents',
  'arn:Partition:s3:::my-feed/eu/sets/*': 'sets are named by their hash',
};

test('no action is a wildcard, and each resource that is one has its reason', () => {
  const all = Object.keys(EXPECTED).flatMap(rightsOf);
  const resources = all.map((right) => right.replace(/.* on /, ''));

  expect(all.filter((right) => /\*.* on /.test(right))).toEqual([]);
  expect([...new Set(resources.filter((resource) => resource.includes('*')))].sort()).toEqual(
    Object.keys(WILDCARDS).sort(),
  );
  expect(all.filter((right) => right.endsWith(' on *'))).toEqual(['ses:GetAccount on *']);
});

test('without content buckets the sender reads no object', () => {
  const policy = resourcesOf(templateOf(), 'AWS::IAM::Policy')['SenderRoleDefaultPolicy'];

  expect(JSON.stringify(policy)).not.toContain('s3:GetObject');
});

test('with Delivery events of all mail the sender is told of each configuration set once', () => {
  const policy = resourcesOf(templateOf({ deliveryEvents: 'all' }), 'AWS::IAM::Policy')[
    'SenderRoleDefaultPolicy'
  ];
  const sending: Statement = policy?.Properties['PolicyDocument'].Statement.find(({ Action }: Statement) =>
    listOf(Action).includes('ses:SendEmail'),
  );
  const sets = listOf(sending.Resource)
    .map(readable)
    .filter((resource) => resource.includes('configuration-set/'));

  expect(sets).toHaveLength(3);
  expect(new Set(sets).size).toBe(3);
});

/** Functions of the code read what the stack names; the senders of mail have no business with addresses' errors. */
test.each(['Sender', 'Sweeper', 'RuleSync'])(
  '%s can look into neither Quarantine nor Evidence nor the secret',
  (name) => {
    expect(rightsOf(name).filter((right) => /Quarantine|Evidence|Secret/.test(right))).toEqual([]);
  },
);

test('the synchronisation of rules reaches its own rows of Control alone', () => {
  const policy = policies['RuleSyncRoleDefaultPolicy']?.Properties['PolicyDocument'];
  const onTable = policy.Statement.filter(({ Action }: Statement) =>
    JSON.stringify(Action).includes('dynamodb'),
  );

  expect(onTable.map(({ Condition }: { readonly Condition: unknown }) => Condition)).toEqual([
    { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['rules', 'rules-history'] } },
    { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['rules', 'account'] } },
  ]);
});

test.each([
  ['Throttler', ['rules']],
  ['Bounce', ['rules', 'unknown']],
])('%s changes no rows of Control but those of %s', (name, rows) => {
  const policy = policies[`${name}RoleDefaultPolicy`]?.Properties['PolicyDocument'];
  const changing = policy.Statement.filter(
    ({ Action, Resource }: Statement) =>
      /Update|Put|Delete|Write/.test(JSON.stringify(Action)) &&
      listOf(Resource).map(readable).includes('ControlTable'),
  );

  expect(changing).toMatchObject([
    {
      Action: 'dynamodb:UpdateItem',
      Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': rows } },
    },
  ]);
});

test('a feed over HTTPS needs no right to a bucket', () => {
  const https = templateOf({ feedUrl: 'https://feed.example.com/', feedKeys: [FEED_KEY] });
  const policy = resourcesOf(https, 'AWS::IAM::Policy')['RuleSyncRoleDefaultPolicy'];

  expect(JSON.stringify(policy).match(/s3:GetObject/g)).toHaveLength(1);
});

test('who may publish notices may use the key of their topic, and nobody else may', () => {
  const having = (right: string) => Object.keys(EXPECTED).filter((name) => rightsOf(name).includes(right));

  expect(having('kms:GenerateDataKey on TopicKey')).toEqual(having('sns:Publish on NoticeTopic'));
  expect(having('kms:Decrypt on TopicKey')).toEqual(having('sns:Publish on NoticeTopic'));
});

test('no function can put words into the mouth of SES', () => {
  const rights = Object.keys(EXPECTED).flatMap(rightsOf);

  expect(rights.filter((right) => right.endsWith('on FeedbackTopic'))).toEqual([]);
  expect(rights).not.toContain('sqs:SendMessage on FeedbackQueue');
});

test('Lambda alone may take on the roles', () => {
  for (const { Properties } of Object.values(resourcesOf(template, 'AWS::IAM::Role')))
    expect(Properties['AssumeRolePolicyDocument'].Statement).toEqual([
      { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } },
    ]);
});
