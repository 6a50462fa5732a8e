import { ArnFormat, Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** Of a service that acts for many accounts: this account's resource must be the cause (IAM, "The confused deputy problem"). */
const causedBy = (arn: string) => ({
  StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
  ArnLike: { 'aws:SourceArn': arn },
});

const alarmsOf = (scope: Construct): string =>
  Stack.of(scope).formatArn({
    service: 'cloudwatch',
    resource: 'alarm',
    resourceName: '*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });

const setsOf = (scope: Construct): string =>
  Stack.of(scope).formatArn({ service: 'ses', resource: 'configuration-set', resourceName: '*' });

/** A service that publishes to a topic uses the topic's key for it (SNS, "Enable compatibility between event sources"). */
const letUse = (key: Key, sid: string, service: string, arn: string): void => {
  key.addToResourcePolicy(
    new PolicyStatement({
      sid,
      principals: [new ServicePrincipal(service)],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      resources: ['*'],
      conditions: causedBy(arn),
    }),
  );
};

/**
 * The key of FeedbackTopic and NoticeTopic. SES and CloudWatch may not use SNS's own, whose policy nobody can change. One
 * key costs $1 a month; which of the two publishes where is the topics' own policies' business. It goes with the stack:
 * SNS keeps nothing, and the events that it has delivered lie in queues with keys of their own.
 */
export function createTopicKey(scope: Construct): Key {
  const key = new Key(scope, 'TopicKey', {
    description: 'MX Pacer: encrypts the events of SES and the notices to operators on their way',
    enableKeyRotation: true,
    pendingWindow: Duration.days(7),
    removalPolicy: RemovalPolicy.DESTROY,
  });
  letUse(key, 'SesPublishesEvents', 'ses.amazonaws.com', setsOf(scope));
  letUse(key, 'AlarmsPublish', 'cloudwatch.amazonaws.com', alarmsOf(scope));
  return key;
}

/** A topic with a policy of its own has lost the default one, by which alarms of the account could publish. */
export function letAlarmsPublish(topic: Topic): void {
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AlarmsPublish',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: causedBy(alarmsOf(topic)),
    }),
  );
}
