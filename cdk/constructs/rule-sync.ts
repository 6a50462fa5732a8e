import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as FunctionTarget } from 'aws-cdk-lib/aws-events-targets';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { acknowledgeWildcard } from './acknowledge.ts';
import { allow, allowFolders, allowNotices, allowRows } from './allow.ts';
import { createFunction } from './function.ts';
import type { Pipeline } from './pipeline.ts';

/** Two objects of the feed, each within its 20 seconds, and the linter over thousands of patterns. */
const TIMEOUT_SECONDS = 60;
/** For the linter, not for the memory: Lambda gives half a processor with it. It runs once a day. */
const MEMORY_MEGABYTES = 1_024;

/** What failed is tried again soon: the next run is a day away. */
const RETRIES = { retryAttempts: 2, maxEventAge: Duration.hours(1) };

/** Its rows of the Control table; orders, holds and levels are none of its business. */
const PARTITIONS = ['rules', 'rules-history'];

/** What was counted of a trial, and how much the account sends. */
const READ_ALONE = ['rules', 'account'];

/** In Europe's and America's night. */
const DAILY = Schedule.cron({ minute: '30', hour: '2' });

interface Place {
  readonly bucket: string;
  readonly prefix: string;
}

/** `s3://bucket/folder/`: the bucket, and what its objects begin with. */
const placeOf = (url: string): Place | undefined => {
  const [, bucket, folder = ''] = /^s3:\/\/([^/]+)\/?(.*?)\/?$/.exec(url) ?? [];
  return bucket === undefined ? undefined : { bucket, prefix: folder === '' ? '' : `${folder}/` };
};

/** Reads a feed that lies in a bucket. */
function allowFeed(scope: Construct, fn: LambdaFunction, { bucket, prefix }: Place): void {
  const objects = { service: 's3', region: '', account: '', arnFormat: ArnFormat.SLASH_RESOURCE_NAME };
  const arnOf = (name: string) =>
    Stack.of(scope).formatArn({ ...objects, resource: bucket, resourceName: `${prefix}${name}` });
  allow(fn, ['s3:GetObject'], arnOf('feed.json'), arnOf('sets/*'));
  acknowledgeWildcard(fn, arnOf('sets/*'), 'A set is named by its hash, which the feed tells each night');
}

/** Daily: brings the rules up to the feed's newest release. Without a feed there is nothing to do and no function. */
export function createRuleSync(scope: Construct, pipeline: Pipeline): LambdaFunction | undefined {
  const { parameters, tables, bucket, notices, entryRoot } = pipeline;
  const { feedUrl, feedKeys, rulesTrialShare } = parameters;
  if (feedUrl === undefined) return undefined;
  const fn = createFunction(scope, 'RuleSync', {
    entryRoot,
    timeoutSeconds: TIMEOUT_SECONDS,
    memoryMegabytes: MEMORY_MEGABYTES,
    environment: {
      MXP_CONTROL_TABLE: tables.control.tableName,
      MXP_BUCKET: bucket.bucketName,
      MXP_FEED_URL: feedUrl,
      MXP_FEED_KEYS: feedKeys.join(','),
      MXP_RULES_TRIAL_SHARE: String(rulesTrialShare),
      MXP_NOTICE_TOPIC_ARN: notices.topicArn,
    },
  });
  fn.configureAsyncInvoke(RETRIES);
  new Rule(scope, 'RuleSyncSchedule', { schedule: DAILY, targets: [new FunctionTarget(fn, RETRIES)] });

  const rights = ['dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:DeleteItem'];
  allowRows(fn, rights, tables.control.tableArn, PARTITIONS);
  allowRows(fn, ['dynamodb:GetItem'], tables.control.tableArn, READ_ALONE);
  allowFolders(fn, ['s3:GetObject', 's3:PutObject'], bucket, 'rules');
  allowNotices(fn, pipeline);
  const place = placeOf(feedUrl);
  if (place) allowFeed(scope, fn, place);
  return fn;
}
