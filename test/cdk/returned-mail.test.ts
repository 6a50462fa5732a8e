import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { parseParameters } from '../../cdk/parameters.ts';
import { listOf, readable, resourcesOf } from './support/resources.ts';
import { synthPipeline, templateOf } from './support/synth.ts';

const RETURNED_MAIL = { ruleSet: 'inbound', recipients: ['bounces@example.org', 'returns.example.org'] };
const template = templateOf({ region: 'eu-west-1', returnedMail: RETURNED_MAIL });
const only = (type: string, from = template) => {
  const found = Object.entries(resourcesOf(from, type)).filter(([id]) => id.startsWith('ReturnedMail'));
  expect(found, type).toHaveLength(1);
  return found[0]?.[1] ?? { Properties: {} };
};
const problemsOf = (input: object): readonly string[] => {
  const result = parseParameters({ identity: ['example.org'], ...input });
  return result.ok ? [] : result.problems;
};

interface Statement {
  readonly Sid?: string;
  readonly Action: unknown;
  readonly Resource: unknown;
  readonly Condition?: unknown;
}
const statementsOf = (policy: { readonly Properties: Record<string, unknown> }): readonly Statement[] =>
  (policy.Properties['PolicyDocument'] as { Statement: readonly Statement[] }).Statement;

test('without the parameter there is no trace of it', () => {
  expect(JSON.stringify(templateOf().toJSON())).not.toMatch(/ReturnedMail/);
});

describe('the bucket of returned mail', () => {
  const bucket = only('AWS::S3::Bucket');

  test('has new mails told to the queue, whose policy is there before it', () => {
    const [{ Event, Queue } = { Event: '', Queue: '' }] = bucket.Properties['NotificationConfiguration']
      .QueueConfigurations as { Event: string; Queue: unknown }[];

    expect([Event, readable(Queue)]).toEqual(['s3:ObjectCreated:*', 'ReturnedMailQueue']);
    const before = listOf((bucket as { DependsOn?: unknown }).DependsOn ?? []).map((id) =>
      String(id).replace(/[0-9A-F]{8}$/, ''),
    );
    expect(before).toContain('ReturnedMailQueuePolicy');
  });

  test('is private, encrypted, and keeps no mail longer than rejected input is kept', () => {
    expect(bucket.Properties).toMatchObject({
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
      LifecycleConfiguration: { Rules: [{ ExpirationInDays: 30, Status: 'Enabled' }, {}] },
    });
    expect(bucket.Properties['BucketEncryption']).toBeDefined();
  });

  test('is written to by SES for rules of this account’s rule set alone', () => {
    const statement = statementsOf(only('AWS::S3::BucketPolicy')).find(({ Sid }) => Sid === 'SesPutsMails');

    expect(statement).toMatchObject({ Action: 's3:PutObject', Principal: { Service: 'ses.amazonaws.com' } });
    expect(readable(statement?.Resource)).toBe('ReturnedMailBucket/*');
    expect(statement?.Condition).toMatchObject({
      StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
    });
    expect(JSON.stringify(statement?.Condition)).toContain(':receipt-rule-set/inbound:receipt-rule/*');
  });
});

test('S3 alone may send notices, and only for this account', () => {
  const statement = statementsOf(
    resourcesOf(template, 'AWS::SQS::QueuePolicy')['ReturnedMailQueuePolicy'] ?? { Properties: {} },
  ).find(({ Sid }) => Sid === 'S3TellsOfMails');
  expect(statement).toMatchObject({
    Action: 'sqs:SendMessage',
    Principal: { Service: 's3.amazonaws.com' },
    Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
  });
});

test('notices are tried for two hours before they go to dead letters of their own', () => {
  const queue = resourcesOf(template, 'AWS::SQS::Queue')['ReturnedMailQueue']?.Properties;
  expect(queue?.['VisibilityTimeout'] * queue?.['RedrivePolicy'].maxReceiveCount).toBeGreaterThanOrEqual(
    7_200,
  );
  expect(readable(queue?.['RedrivePolicy'].deadLetterTargetArn)).toBe('ReturnedMailDeadLetters');
});

describe('the receipt rule', () => {
  test('joins the named rule set and puts mail to the recipients into the bucket', () => {
    const { RuleSetName: ruleSet, Rule: rule } = only('AWS::SES::ReceiptRule').Properties;
    expect(ruleSet).toBe('inbound');
    expect(rule).toMatchObject({ Enabled: true, Recipients: RETURNED_MAIL.recipients });
    expect(readable(rule.Actions[0].S3Action.BucketName)).toBe('ReturnedMailBucket');
  });

  test('is left out where mail comes by other ways alone, and SES may write nothing then', () => {
    const without = templateOf({ returnedMail: {} });
    expect(resourcesOf(without, 'AWS::SES::ReceiptRule')).toEqual({});
    expect(JSON.stringify(only('AWS::S3::BucketPolicy', without))).not.toContain('ses.amazonaws.com');
  });

  test('warns of regions where none is named', () => {
    const warning = Match.stringLikeRegexp('SES receives mail in these regions alone: us-east-1');
    const at = (input: object) =>
      Annotations.fromStack(synthPipeline({ returnedMail: RETURNED_MAIL, ...input })).findWarning(
        '*',
        warning,
      );
    expect(at({})).toHaveLength(1);
    expect(at({ region: 'eu-west-1' })).toHaveLength(0);
  });
});

test('the reader may do what reading feedback needs, and read the mails', () => {
  const rights = statementsOf(only('AWS::IAM::Policy')).flatMap(({ Action, Resource }) =>
    listOf(Action).flatMap((action) =>
      listOf(Resource).map((resource) => `${action} on ${readable(resource)}`),
    ),
  );
  const onQueue = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'];
  expect(rights.sort()).toEqual(
    [
      ...['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) => `${action} on ReturnedMailLog`),
      ...onQueue.map((action) => `sqs:${action} on ReturnedMailQueue`),
      ...['GetItem', 'PutItem', 'UpdateItem'].map((action) => `dynamodb:${action} on DeliveryTable`),
      ...['GetItem', 'UpdateItem'].map((action) => `dynamodb:${action} on ControlTable`),
      ...['GetItem', 'PutItem'].map((action) => `dynamodb:${action} on QuarantineTable`),
      'dynamodb:PutItem on EvidenceTable',
      'secretsmanager:GetSecretValue on AddressSecret',
      ...['StateBucket', 'ReturnedMailBucket'].map((name) => `s3:ListBucket on ${name}`),
      ...['StateBucket/rules/*', 'ReturnedMailBucket/*'].map((name) => `s3:GetObject on ${name}`),
      's3:PutObject on StateBucket/rejected/*',
      'sqs:SendMessage on RejectedQueue',
      'sns:Publish on OutcomeTopic',
    ].sort(),
  );
});

describe('the parameter', () => {
  test.each([
    ['a rule set without recipients', { ruleSet: 'inbound' }, /write both ruleSet and recipients/],
    ['recipients without a rule set', { recipients: ['example.org'] }, /write both ruleSet and recipients/],
    ['no recipients', { ruleSet: 'inbound', recipients: [] }, /write at least one address or domain/],
    ['a recipient that is none', { ruleSet: 'inbound', recipients: ['a b'] }, /write an address or a domain/],
    [
      'a rule set by ARN',
      { ruleSet: 'arn:aws:ses', recipients: ['example.org'] },
      /name of a receipt rule set/,
    ],
    ['what is no object', 'inbound', /write an object with ruleSet, recipients/],
  ])('is refused with advice: %s', (_what, returnedMail, problem) => {
    expect(problemsOf({ returnedMail })).toEqual([expect.stringMatching(problem)]);
  });

  test('is refused where SES receives no mail, unless mail comes by other ways', () => {
    expect(problemsOf({ region: 'ap-south-2', returnedMail: RETURNED_MAIL })).toEqual([
      expect.stringMatching(/SES receives no mail in ap-south-2; write returnedMail \{\}/),
    ]);
    expect(problemsOf({ region: 'ap-south-2', returnedMail: {} })).toEqual([]);
  });
});
