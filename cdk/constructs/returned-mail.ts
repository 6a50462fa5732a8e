import { Annotations, Aws, CfnOutput, Duration, Stack, Token } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnReceiptRule } from 'aws-cdk-lib/aws-ses';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { PacerParameters } from '../pacer-parameters.ts';
import { RECEIVING_REGIONS, receivingProblem } from '../returned-parameters.ts';
import { acknowledge, acknowledgeWildcard } from './acknowledge.ts';
import { allow } from './allow.ts';
import { createFeedbackReader } from './feedback-reader.ts';
import type { Pipeline } from './pipeline.ts';
import { PRIVATE, UNFINISHED_UPLOADS } from './private-bucket.ts';
import { createConsumedQueue } from './queues.ts';

/** What reads returned mail, and the queue that tells of it. */
export interface ReturnedMailReader {
  readonly fn: LambdaFunction;
  readonly queue: Queue;
}

type ReturnedMail = NonNullable<PacerParameters['returnedMail']>;

/** S3 tells of new mails in the queue. It asks whether it may when the bucket is made, so the queue's policy comes first. */
function tellQueue(bucket: Bucket, queue: Queue): void {
  queue.addToResourcePolicy(
    new PolicyStatement({
      sid: 'S3TellsOfMails',
      principals: [new ServicePrincipal('s3.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      // The bucket's ARN would close a circle: the bucket needs this policy first.
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
  );
  const { defaultChild } = bucket.node;
  if (!(defaultChild instanceof CfnBucket)) throw new Error('the bucket has no resource of its own');
  defaultChild.notificationConfiguration = {
    queueConfigurations: [{ event: 's3:ObjectCreated:*', queue: queue.queueArn }],
  };
  const policy = queue.node.tryFindChild('Policy');
  if (policy) bucket.node.addDependency(policy);
}

/** Raw mails as they came, for as long as people may want to look at a rejected one. */
function createMailBucket(scope: Construct, queue: Queue): Bucket {
  const bucket = new Bucket(scope, 'ReturnedMailBucket', {
    ...PRIVATE,
    lifecycleRules: [{ id: 'ReturnedMail', expiration: Duration.days(30) }, UNFINISHED_UPLOADS],
  });
  acknowledge(bucket, 'S1', 'SES and other mail servers alone write it; what they wrote is the record of it');
  tellQueue(bucket, queue);
  return bucket;
}

/** A rule of SES that puts mail to these recipients into the bucket. */
function receiveBySes(
  scope: Construct,
  bucket: Bucket,
  ruleSetName: string,
  recipients: readonly string[],
): void {
  const arn = Stack.of(scope).formatArn({
    service: 'ses',
    resource: 'receipt-rule-set',
    resourceName: `${ruleSetName}:receipt-rule/*`,
  });
  bucket.addToResourcePolicy(
    new PolicyStatement({
      sid: 'SesPutsMails',
      principals: [new ServicePrincipal('ses.amazonaws.com')],
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects('*')],
      conditions: {
        StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
        ArnLike: { 'aws:SourceArn': arn },
      },
    }),
  );
  const rule = new CfnReceiptRule(scope, 'ReturnedMailRule', {
    ruleSetName,
    rule: {
      enabled: true,
      // Servers that return mail are not asked for more than they can; what they say is proved by our header.
      tlsPolicy: 'Optional',
      scanEnabled: false,
      recipients: [...recipients],
      actions: [{ s3Action: { bucketName: bucket.bucketName } }],
    },
  });
  // SES tries to write when the rule is made.
  if (bucket.policy) rule.node.addDependency(bucket.policy);
}

/** Throws where SES receives no mail; a stack that is not told its region is only warned. */
function checkRegion(scope: Construct, ruleSet: string): void {
  const { region } = Stack.of(scope);
  if (Token.isUnresolved(region)) {
    const regions = RECEIVING_REGIONS.join(', ');
    Annotations.of(scope).addWarningV2(
      'mx-pacer:receivingRegion',
      `SES receives mail in these regions alone: ${regions}; name yours with -c region=… to have it checked`,
    );
    return;
  }
  const problem = receivingProblem(region, ruleSet);
  if (problem !== undefined) throw new Error(problem);
}

/** A function of its own: what strangers write must hold up neither SES's events nor share their memory. */
function createReader(scope: Construct, pipeline: Pipeline, mails: Bucket, queue: Queue): LambdaFunction {
  const from = 'ReturnedMailQueue';
  const fn = createFeedbackReader(scope, 'ReturnedMail', pipeline, { from, queue, memoryMegabytes: 1_024 });
  // Without it S3 says of an object that is gone that access is denied (S3 API reference, GetObject).
  allow(fn, ['s3:ListBucket'], mails.bucketArn);
  allow(fn, ['s3:GetObject'], mails.arnForObjects('*'));
  acknowledgeWildcard(fn, mails.arnForObjects('*'), 'SES names the mails, and the bucket holds nothing else');
  return fn;
}

/**
 * Takes in mail that comes back: DSN, ARF, bounces in words. It lands in a bucket, by a receipt rule of SES or from
 * another server, and a notice has it read.
 */
export function createReturnedMail(scope: Construct, pipeline: Pipeline): ReturnedMailReader | undefined {
  const { returnedMail } = pipeline.parameters;
  if (!returnedMail) return undefined;
  const queue = createConsumedQueue(scope, 'ReturnedMailQueue');
  const mails = createMailBucket(scope, queue);
  const fn = createReader(scope, pipeline, mails, queue);
  const { ruleSet, recipients }: ReturnedMail = returnedMail;
  if (ruleSet !== undefined && recipients) {
    checkRegion(scope, ruleSet);
    receiveBySes(scope, mails, ruleSet, recipients);
  }
  const outputs = [
    ['ReturnedMailBucketName', mails.bucketName, 'Raw mails that came back; put those of other servers here'],
    ['ReturnedMailQueueUrl', queue.queueUrl, 'For mxp: its dead letters'],
  ] as const;
  for (const [name, value, description] of outputs)
    new CfnOutput(scope, name, { value, description }).overrideLogicalId(name);
  return { fn, queue };
}
