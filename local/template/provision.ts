import { CreateTableCommand, type DynamoDBClient, type KeySchemaElement } from '@aws-sdk/client-dynamodb';
import {
  CreateBucketCommand,
  type Event,
  PutBucketNotificationConfigurationCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { CreateTopicCommand, type SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { BucketNotification, Key, Queue, Stack, Subscription, Table } from './stack.ts';

export interface ProvisionClients {
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
  readonly s3: S3Client;
  readonly dynamodb: DynamoDBClient;
}

/** Creates the stack's tables, queues, topics, subscriptions and buckets on the servers. */
export async function provision(stack: Stack, { sqs, sns, s3, dynamodb }: ProvisionClients): Promise<void> {
  // A queue may only point to a dead-letter queue that exists.
  const [sources, targets] = [
    stack.queues.filter(({ redrive }) => redrive),
    stack.queues.filter((queue) => !queue.redrive),
  ];
  await Promise.all([
    ...stack.tables.map((table) => createTable(dynamodb, table)),
    ...stack.buckets.map((name) => s3.send(new CreateBucketCommand({ Bucket: name }))),
    ...stack.topics.map(({ name }) => sns.send(new CreateTopicCommand({ Name: name }))),
    ...targets.map((queue) => createQueue(sqs, queue)),
  ]);
  await Promise.all(sources.map((queue) => createQueue(sqs, queue)));
  await Promise.all([
    ...stack.subscriptions.map((subscription) => subscribe(sns, subscription)),
    ...stack.notifications.map((notification) => notify(s3, notification)),
  ]);
}

async function createQueue(sqs: SQSClient, queue: Queue): Promise<void> {
  const { redrive } = queue;
  await sqs.send(
    new CreateQueueCommand({
      QueueName: queue.name,
      Attributes: {
        VisibilityTimeout: String(queue.visibilitySeconds),
        DelaySeconds: String(queue.delaySeconds),
        MessageRetentionPeriod: String(queue.retentionSeconds),
        ...(redrive
          ? {
              RedrivePolicy: JSON.stringify({
                deadLetterTargetArn: redrive.targetArn,
                maxReceiveCount: redrive.maxReceiveCount,
              }),
            }
          : {}),
      },
    }),
  );
}

async function notify(s3: S3Client, { bucket, queueArn, event }: BucketNotification): Promise<void> {
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: bucket,
      NotificationConfiguration: { QueueConfigurations: [{ QueueArn: queueArn, Events: [event as Event] }] },
    }),
  );
}

async function subscribe(sns: SNSClient, subscription: Subscription): Promise<void> {
  const { filterPolicy, filterPolicyScope } = subscription;
  await sns.send(
    new SubscribeCommand({
      TopicArn: subscription.topicArn,
      Protocol: subscription.protocol,
      Endpoint: subscription.endpoint,
      Attributes: {
        RawMessageDelivery: String(subscription.raw),
        ...(filterPolicy ? { FilterPolicy: filterPolicy } : {}),
        ...(filterPolicyScope ? { FilterPolicyScope: filterPolicyScope } : {}),
      },
    }),
  );
}

const keySchema = ({ partition, sort }: Key): KeySchemaElement[] => [
  { AttributeName: partition.name, KeyType: 'HASH' },
  ...(sort ? [{ AttributeName: sort.name, KeyType: 'RANGE' } as const] : []),
];

async function createTable(dynamodb: DynamoDBClient, table: Table): Promise<void> {
  const keys = [table.key, ...table.indexes.map(({ key }) => key)];
  const attributes = new Map(
    keys
      .flatMap(({ partition, sort }) => (sort ? [partition, sort] : [partition]))
      .map(({ name, type }) => [name, type]),
  );
  await dynamodb.send(
    new CreateTableCommand({
      TableName: table.name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keySchema(table.key),
      AttributeDefinitions: [...attributes].map(([AttributeName, AttributeType]) => ({
        AttributeName,
        AttributeType,
      })),
      ...(table.indexes.length > 0
        ? {
            GlobalSecondaryIndexes: table.indexes.map(({ name, key, projection, included }) => ({
              IndexName: name,
              KeySchema: keySchema(key),
              Projection: {
                ProjectionType: projection,
                ...(included.length > 0 ? { NonKeyAttributes: [...included] } : {}),
              },
            })),
          }
        : {}),
    }),
  );
}
