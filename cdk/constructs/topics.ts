import { Effect, PolicyStatement, StarPrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias, type Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { letAlarmsPublish } from './topic-key.ts';

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
 * For operators: e-mail, chat, pager; functions and this account's alarms publish. A second topic, because whoever reads
 * outcomes is a program of upstream, and an e-mail for each mail that left would bury the one that matters.
 */
export function createNoticeTopic(scope: Construct, masterKey: Key): Topic {
  const topic = new Topic(scope, 'NoticeTopic', { masterKey, enforceSSL: true });
  letAlarmsPublish(topic);
  return topic;
}

/**
 * Rights to publish that somebody of the account has by IAM do not count here: a made-up event could quarantine an address
 * (IAM, `aws:PrincipalIsAWSService`).
 */
const letServicesAlonePublish = (topic: Topic): void => {
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'ServicesAlonePublish',
      effect: Effect.DENY,
      principals: [new StarPrincipal()],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { Bool: { 'aws:PrincipalIsAWSService': 'false' } },
    }),
  );
};

/** The events of SES on their way to `queue`, without SNS's envelope. CDK lets SES publish, for each set that it is told of. */
export function createFeedbackTopic(scope: Construct, masterKey: Key, queue: Queue): Topic {
  const topic = new Topic(scope, 'FeedbackTopic', { masterKey, enforceSSL: true });
  letServicesAlonePublish(topic);
  topic.addSubscription(new SqsSubscription(queue, { rawMessageDelivery: true }));
  return topic;
}
