import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { allow, allowFolders, allowRows } from './allow.ts';
import { consume } from './consume.ts';
import { CONSUMERS, type ConsumedQueue } from './consumers.ts';
import { createFunction } from './function.ts';
import type { Pipeline } from './pipeline.ts';

/** What one reader of feedback reads, and how much memory, and so processor, it gets for it. */
export interface FeedbackReaderOptions {
  readonly from: ConsumedQueue;
  readonly queue: Queue;
  readonly memoryMegabytes: number;
}

/**
 * A function that judges what came back, counts the errors of addresses, and tells upstream what became of each mail:
 * the rights and names of shared/aws/feedback-ports.ts.
 */
export function createFeedbackReader(
  scope: Construct,
  id: string,
  pipeline: Pipeline,
  { from, queue, memoryMegabytes }: FeedbackReaderOptions,
): LambdaFunction {
  const { queues, tables, bucket, addressSecret, outcomes, entryRoot } = pipeline;
  const fn = createFunction(scope, id, {
    entryRoot,
    timeoutSeconds: CONSUMERS[from].timeoutSeconds,
    memoryMegabytes,
    environment: {
      MXP_DELIVERY_TABLE: tables.delivery.tableName,
      MXP_CONTROL_TABLE: tables.control.tableName,
      MXP_QUARANTINE_TABLE: tables.quarantine.tableName,
      MXP_EVIDENCE_TABLE: tables.evidence.tableName,
      MXP_ADDRESS_SECRET_ARN: addressSecret.secretArn,
      MXP_BUCKET: bucket.bucketName,
      MXP_REJECTED_QUEUE_URL: queues.rejected.queueUrl,
      MXP_OUTCOME_TOPIC_ARN: outcomes.topicArn,
    },
  });

  consume(fn, from, queue);

  allow(fn, ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], tables.delivery.tableArn);
  allow(fn, ['dynamodb:GetItem'], tables.control.tableArn);
  // What it counts of a trial of rules, and of replies that nobody knows.
  allowRows(fn, ['dynamodb:UpdateItem'], tables.control.tableArn, ['rules', 'unknown']);
  allow(fn, ['dynamodb:GetItem', 'dynamodb:PutItem'], tables.quarantine.tableArn);
  allow(fn, ['dynamodb:PutItem'], tables.evidence.tableArn);
  allow(fn, ['secretsmanager:GetSecretValue'], addressSecret.secretArn);
  // Without it S3 says of an object that is gone that access is denied (S3 API reference, GetObject).
  allow(fn, ['s3:ListBucket'], bucket.bucketArn);
  allowFolders(fn, ['s3:GetObject'], bucket, 'rules');
  allowFolders(fn, ['s3:PutObject'], bucket, 'rejected');
  allow(fn, ['sqs:SendMessage'], queues.rejected.queueArn);
  allow(fn, ['sns:Publish'], outcomes.topicArn);
  return fn;
}
