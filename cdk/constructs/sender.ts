import { Stack } from 'aws-cdk-lib';
import { type Function as LambdaFunction, RecursiveLoop } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { acknowledgeWildcard } from './acknowledge.ts';
import { allow } from './allow.ts';
import { consume } from './consume.ts';
import { SENDER_TIMEOUT_SECONDS } from './consumers.ts';
import { createFunction } from './function.ts';
import type { Pipeline } from './pipeline.ts';

/** SES v2's SendEmail asks for the right of the content's kind: simple, raw or template (SES, "Sending authorization policies"). */
const SENDING = ['ses:SendEmail', 'ses:SendRawEmail', 'ses:SendTemplatedEmail'];

/** IAM compares ARNs letter by letter, SES keeps domains in lower case. */
const inLowerCase = (identity: string): string => {
  const at = identity.lastIndexOf('@') + 1;
  return identity.slice(0, at) + identity.slice(at).toLowerCase();
};

/** What SendEmail touches: the identities named, this stack's configuration sets, and any template of the account. */
function allowSending(fn: LambdaFunction, { parameters, configurationSets }: Pipeline): void {
  const arn = (resource: string, resourceName: string) =>
    Stack.of(fn).formatArn({ service: 'ses', resource, resourceName });
  const sets = configurationSets.flatMap(({ set, watched }) => [set, watched]);
  const templates = arn('template', '*');
  allow(
    fn,
    SENDING,
    ...parameters.identity.map((identity) => arn('identity', inLowerCase(identity))),
    ...sets.map(({ configurationSetName }) => arn('configuration-set', configurationSetName)),
    templates,
  );
  acknowledgeWildcard(fn, templates, 'Upstream makes templates at any time and names one in each mail');
}

/** Reads contents by reference. */
function allowContents(fn: LambdaFunction, { parameters }: Pipeline): void {
  for (const resource of parameters.contentBuckets) {
    const place = { service: 's3', region: '', account: '', resource, resourceName: '*' };
    const objects = Stack.of(fn).formatArn(place);
    allow(fn, ['s3:GetObject'], objects);
    acknowledgeWildcard(
      fn,
      objects,
      'The bucket is named for its contents, which upstream names as it likes',
    );
  }
}

/**
 * Hands each mail over to SES in its slot, or sends it back for another one: the loop that Lambda must not stop, see
 * throttler.ts. 512 MB, for a limit per minute leaves one second for the call and CPU comes with memory.
 */
export function createSender(scope: Construct, pipeline: Pipeline): LambdaFunction {
  const { queues, tables, outcomes, settings, entryRoot, parameters } = pipeline;
  const fn = createFunction(scope, 'Sender', {
    entryRoot,
    timeoutSeconds: SENDER_TIMEOUT_SECONDS,
    memoryMegabytes: 512,
    recursiveLoop: RecursiveLoop.ALLOW,
    environment: {
      MXP_SETTINGS: settings,
      MXP_DELIVERY_TABLE: tables.delivery.tableName,
      MXP_CONTROL_TABLE: tables.control.tableName,
      MXP_DOUBT_TABLE: tables.doubt.tableName,
      MXP_PRIORITY_QUEUE_URL: queues.priority.queueUrl,
      MXP_DELIVERY_QUEUE_URL: queues.delivery.queueUrl,
      MXP_OUTCOME_TOPIC_ARN: outcomes.topicArn,
    },
  });

  consume(fn, 'DeliveryQueue', queues.delivery, parameters.maxConcurrency);

  allow(fn, ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], tables.delivery.tableArn);
  allow(
    fn,
    ['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    tables.control.tableArn,
  );
  allow(fn, ['dynamodb:PutItem'], tables.doubt.tableArn);
  allowSending(fn, pipeline);
  allow(fn, ['sqs:SendMessage'], queues.delivery.queueArn, queues.priority.queueArn);
  allow(fn, ['sns:Publish'], outcomes.topicArn);
  allowContents(fn, pipeline);
  return fn;
}
