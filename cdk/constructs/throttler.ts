import { type Function as LambdaFunction, RecursiveLoop } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { allow, allowFolders, allowRows } from './allow.ts';
import { consume } from './consume.ts';
import { THROTTLER_TIMEOUT_SECONDS } from './consumers.ts';
import { createFunction } from './function.ts';
import type { Pipeline } from './pipeline.ts';

/**
 * Throttlers per queue at once. A million mails would bring a thousand, who contend for the same keys and leave the
 * account's other functions nothing; twenty take 20,000 mails at a time.
 */
const MOST_AT_ONCE = 20;

/**
 * Gives each mail its slot or parks it. Its messages come back to it by way of the sender and the wake-ups, so Lambda
 * must not stop loops: without ALLOW it drops a message after 16 passes (Lambda, "Recursive loop detection").
 */
export function createThrottler(scope: Construct, pipeline: Pipeline): LambdaFunction {
  const { queues, tables, bucket, addressSecret, outcomes, settings, entryRoot } = pipeline;
  const fn = createFunction(scope, 'Throttler', {
    entryRoot,
    timeoutSeconds: THROTTLER_TIMEOUT_SECONDS,
    memoryMegabytes: 512,
    recursiveLoop: RecursiveLoop.ALLOW,
    environment: {
      MXP_SETTINGS: settings,
      MXP_QUOTA_TABLE: tables.quota.tableName,
      MXP_BACKLOG_TABLE: tables.backlog.tableName,
      MXP_DELIVERY_TABLE: tables.delivery.tableName,
      MXP_CONTROL_TABLE: tables.control.tableName,
      MXP_DOUBT_TABLE: tables.doubt.tableName,
      MXP_QUARANTINE_TABLE: tables.quarantine.tableName,
      MXP_EVIDENCE_TABLE: tables.evidence.tableName,
      MXP_ADDRESS_SECRET_ARN: addressSecret.secretArn,
      MXP_BUCKET: bucket.bucketName,
      MXP_PRIORITY_QUEUE_ARN: queues.priority.queueArn,
      MXP_WAKE_UP_QUEUE_ARN: queues.wakeUp.queueArn,
      MXP_WAKE_UP_QUEUE_URL: queues.wakeUp.queueUrl,
      MXP_DELIVERY_QUEUE_URL: queues.delivery.queueUrl,
      MXP_REJECTED_QUEUE_URL: queues.rejected.queueUrl,
      MXP_OUTCOME_TOPIC_ARN: outcomes.topicArn,
    },
  });

  consume(fn, 'OutboundQueue', queues.outbound, MOST_AT_ONCE);
  consume(fn, 'PriorityQueue', queues.priority, MOST_AT_ONCE);
  consume(fn, 'WakeUpQueue', queues.wakeUp, MOST_AT_ONCE);

  allow(
    fn,
    ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
    tables.quota.tableArn,
  );
  allow(
    fn,
    [
      'dynamodb:Query',
      'dynamodb:PutItem',
      'dynamodb:BatchWriteItem',
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
    ],
    tables.backlog.tableArn,
  );
  allow(fn, ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], tables.delivery.tableArn);
  allow(fn, ['dynamodb:Query', 'dynamodb:GetItem'], tables.control.tableArn);
  // What it counts of a trial of rules.
  allowRows(fn, ['dynamodb:UpdateItem'], tables.control.tableArn, ['rules']);
  allow(fn, ['dynamodb:PutItem'], tables.doubt.tableArn, tables.evidence.tableArn);
  allow(fn, ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem'], tables.quarantine.tableArn);
  allow(fn, ['secretsmanager:GetSecretValue'], addressSecret.secretArn);
  // Without it S3 says of an object that is gone that access is denied (S3 API reference, GetObject).
  allow(fn, ['s3:ListBucket'], bucket.bucketArn);
  allowFolders(fn, ['s3:GetObject'], bucket, 'backlog', 'rules');
  allowFolders(fn, ['s3:PutObject'], bucket, 'backlog', 'rejected');
  allow(fn, ['sqs:SendMessage'], queues.delivery.queueArn, queues.wakeUp.queueArn, queues.rejected.queueArn);
  allow(fn, ['sns:Publish'], outcomes.topicArn);
  return fn;
}
