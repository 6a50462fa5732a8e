import { DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { HeadBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { PublishCommand } from '@aws-sdk/client-sns';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDynamoDb } from '../../../local/servers/dynamodb.ts';
import { provision } from '../../../local/template/provision.ts';
import { readStack } from '../../../local/template/read-stack.ts';
import { readNotice } from '../../../shared/returned/read-notice.ts';
import { TEMPLATE, worldAt } from '../../unit/local/template-fixture.ts';
import { CLIENT_CONFIG, countsOf, sendAll, startMessaging } from './support.ts';

let aws: Awaited<ReturnType<typeof startMessaging>>;
let tables: Awaited<ReturnType<typeof startDynamoDb>>;
let dynamodb: DynamoDBClient;

beforeAll(async () => {
  [aws, tables] = await Promise.all([startMessaging(), startDynamoDb()]);
  dynamodb = new DynamoDBClient({ ...CLIENT_CONFIG, endpoint: tables.url });
  await provision(readStack(TEMPLATE, worldAt(aws.url)), { ...aws, dynamodb });
});
afterAll(async () => {
  dynamodb.destroy();
  await Promise.all([aws.stop(), tables.stop()]);
});

const queueUrl = (name: string) => `${aws.url}/000000000000/${name}`;
const publish = (Message: string, type: string) =>
  aws.sns.send(
    new PublishCommand({
      TopicArn: 'arn:aws:sns:us-east-1:000000000000:Events',
      Message,
      MessageAttributes: { type: { DataType: 'String', StringValue: type } },
    }),
  );

describe('a provisioned stack', () => {
  it('delivers a topic’s messages raw to its queue, past the filter only', async () => {
    await publish('other', 'delivered');
    await publish('{"eventType":"Bounce"}', 'bounced');
    const receive = new ReceiveMessageCommand({
      QueueUrl: queueUrl('Work'),
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 0,
    });
    const { Messages = [] } = await aws.sqs.send(receive);
    expect(Messages.map(({ Body }) => Body)).toEqual(['{"eventType":"Bounce"}']);
  });

  it('moves a message to the dead-letter queue after maxReceiveCount receives', async () => {
    await sendAll(aws.sqs, queueUrl('Work'), ['poison']);
    const receive = new ReceiveMessageCommand({
      QueueUrl: queueUrl('Work'),
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 0,
    });
    for (let times = 0; times < 3; times += 1) await aws.sqs.send(receive);
    expect((await countsOf(aws.sqs, queueUrl('Dead'))).waiting).toBeGreaterThanOrEqual(1);
  });

  it('has its table with a sparse index', async () => {
    const row = (key: string, more: object) => ({ key: { S: key }, sk: { S: '1' }, ...more });
    const wake = { shard: { S: '0' }, wakeAt: { N: '5' }, wakeNo: { N: '7' }, other: { S: 'x' } };
    await dynamodb.send(new PutItemCommand({ TableName: 'Items', Item: row('awake', wake) }));
    await dynamodb.send(new PutItemCommand({ TableName: 'Items', Item: row('asleep', {}) }));
    const query = new QueryCommand({
      TableName: 'Items',
      IndexName: 'wakes',
      KeyConditionExpression: '#shard = :s AND wakeAt < :t',
      ExpressionAttributeNames: { '#shard': 'shard' },
      ExpressionAttributeValues: { ':s': { S: '0' }, ':t': { N: '6' } },
    });
    const { Items } = await dynamodb.send(query);
    const { other: _notIncluded, ...included } = wake;
    expect(Items).toEqual([row('awake', included)]);
  });

  it('tells a queue of the objects of a bucket that has notices, and of no other', async () => {
    for (const Bucket of ['state', 'inbox'])
      await aws.s3.send(new PutObjectCommand({ Bucket, Key: 'mail/one two.eml', Body: 'x' }));
    const receive = new ReceiveMessageCommand({ QueueUrl: queueUrl('Notices'), WaitTimeSeconds: 5 });
    const { Messages = [] } = await aws.sqs.send(receive);

    expect(Messages.map(({ Body = '' }) => readNotice(Body))).toEqual([
      { kind: 'mails', places: [{ bucket: 'inbox', key: 'mail/one two.eml', at: expect.any(Number) }] },
    ]);
    expect((await countsOf(aws.sqs, queueUrl('Notices'))).waiting).toBe(0);
  });

  it('has its bucket', async () => {
    const head = await aws.s3.send(new HeadBucketCommand({ Bucket: 'state' }));
    expect(head.$metadata.httpStatusCode).toBe(200);
  });
});
