import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { audienceText } from '../../shared/settings/audience.ts';
import type { Pipeline } from './pipeline.ts';

/** What upstream and the CLI need to know of the stack, under these very names wherever the pacer stands in it. */
export function createOutputs(
  scope: Construct,
  { queues, tables, bucket, addressSecret, feedback, outcomes, notices, settings, parameters }: Pipeline,
): void {
  const { identity, feedUrl, feedKeys, rulesTrialShare } = parameters;
  const outputs: readonly (readonly [name: string, value: string, description: string])[] = [
    ['OutboundQueueUrl', queues.outbound.queueUrl, 'Upstream sends mails here'],
    ['PriorityQueueUrl', queues.priority.queueUrl, 'Upstream sends mails here that may overtake'],
    ['RejectedQueueUrl', queues.rejected.queueUrl, 'Input that was no mail, each with its reason'],
    ['OutcomeTopicArn', outcomes.topicArn, 'Upstream subscribes here to learn what became of its mails'],
    ['NoticeTopicArn', notices.topicArn, 'Operators subscribe here to learn what they may want to act on'],
    ['WakeUpQueueUrl', queues.wakeUp.queueUrl, 'For mxp: wakes a quota key'],
    ['DeliveryQueueUrl', queues.delivery.queueUrl, 'For mxp: its dead letters'],
    ['FeedbackQueueUrl', queues.feedback.queueUrl, 'For mxp: its dead letters'],
    ['QuotaTableName', tables.quota.tableName, 'For mxp: quota keys'],
    ['BacklogTableName', tables.backlog.tableName, 'For mxp: index of the waiting mails'],
    ['DeliveryTableName', tables.delivery.tableName, 'For mxp: mails handed over or ended'],
    ['ControlTableName', tables.control.tableName, 'For mxp: orders, holds, rules in force'],
    ['DoubtTableName', tables.doubt.tableName, 'For mxp: mails in doubt'],
    ['QuarantineTableName', tables.quarantine.tableName, 'For mxp: addresses with errors'],
    ['EvidenceTableName', tables.evidence.tableName, 'For mxp: what was said of which mail'],
    ['AddressSecretArn', addressSecret.secretArn, 'For mxp: the secret under which addresses are kept'],
    ['FeedbackTopicArn', feedback.topicArn, 'The events of SES arrive here'],
    ['StateBucketName', bucket.bucketName, 'Waiting mails, rule sets, large rejected input'],
    ['Settings', settings, 'The settings of the functions, JSON'],
    ['Identities', identity.join(','), 'Mail leaves from these domains and addresses'],
    ['Audience', audienceText(parameters), 'Whom this stack mails: everyone once it is marked production'],
    ...(feedUrl === undefined
      ? []
      : ([
          ['FeedUrl', feedUrl, 'For mxp: where the rules are synchronised from'],
          ['FeedKeys', feedKeys.join(','), 'For mxp: the public keys that the feed is signed with'],
          [
            'RulesTrialShare',
            String(rulesTrialShare),
            'For mxp: percent of the quota keys that try a release',
          ],
        ] as const)),
  ];
  for (const [name, value, description] of outputs)
    new CfnOutput(scope, name, { value, description }).overrideLogicalId(name);
}
