import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { allow, allowFolders, allowRows } from './allow.ts';
import { consume } from './consume.ts';
import { BOUNCE_TIMEOUT_SECONDS } from './consumers.ts';
import { createFunction } from './function.ts';
import type { Pipeline } from './pipeline.ts';

/**
 * Reads the events of SES: judges what came back, counts the errors of addresses, and tells upstream what became of each
 * mail. 512 MB, for a batch is a hundred replies to match against all rules and CPU comes with memory.
 */
export function createBounce(scope: Construct, pipeline: Pipeline): LambdaFunction {
  const { queues, tables, bucket, addressSecret, outcomes, entryRoot } = pipeline;
  const fn = createFunction(scope, 'Bounce', {
    entryRoot,
    timeoutSeconds: BOUNCE_TIMEOUT_SECONDS,
    memoryMegabytes: 512,
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

  consume(fn, 'FeedbackQueue', queues.feedback);

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
