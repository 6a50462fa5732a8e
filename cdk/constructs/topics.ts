import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias, Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/**
 * What becomes of the mails, for upstream. SNS's own key serves here: only functions of this account publish, and SNS
 * decrypts before it delivers, so a queue of upstream subscribes without any right to a key.
 */
export const createOutcomeTopic = (scope: Construct): Topic =>
  new Topic(scope, 'OutcomeTopic', {
    masterKey: Alias.fromAliasName(scope, 'OutcomeTopicKey', 'alias/aws/sns'),
    enforceSSL: true,
  });

/**
 * For operators: e-mail, chat, pager. SNS's own key, as for outcomes. A second topic, because whoever reads outcomes is a
 * program of upstream, and an e-mail for each mail that left would bury the one that matters.
 */
export const createNoticeTopic = (scope: Construct): Topic =>
  new Topic(scope, 'NoticeTopic', {
    masterKey: Alias.fromAliasName(scope, 'NoticeTopicKey', 'alias/aws/sns'),
    enforceSSL: true,
  });

/** SES may not use SNS's own key, so its events need a key whose policy lets it in (SNS, "Key management"). */
function createFeedbackKey(scope: Construct): Key {
  const key = new Key(scope, 'FeedbackKey', {
    description: 'Encrypts the events of SES on their way to MX Pacer',
    enableKeyRotation: true,
    pendingWindow: Duration.days(7),
    removalPolicy: RemovalPolicy.DESTROY,
  });
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'SesPublishesEvents',
      principals: [new ServicePrincipal('ses.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
  );
  return key;
}

/** The events of SES on their way to `queue`, without SNS's envelope. */
export function createFeedbackTopic(scope: Construct, queue: Queue): Topic {
  const topic = new Topic(scope, 'FeedbackTopic', { masterKey: createFeedbackKey(scope), enforceSSL: true });
  topic.addSubscription(new SqsSubscription(queue, { rawMessageDelivery: true }));
  return topic;
}
