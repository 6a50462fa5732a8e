import type { AlarmPlan, JointAlarmPlan } from './alarm-plan.ts';
import { functionPlans } from './function-plans.ts';
import { ownMetric, queueMetric, reputationMetric, sumOf } from './metric-factory.ts';
import { rulePlans } from './rule-plans.ts';
import type { MonitoringThresholds } from './thresholds.ts';
import type { Watched, WatchedResource } from './watched.ts';

type Thresholds = Required<MonitoringThresholds>;

/** A percentage as the share that SES tells. */
const shareOf = (levels: AlarmPlan['levels']): AlarmPlan['levels'] =>
  Object.fromEntries(Object.entries(levels).map(([severity, percent]) => [severity, percent / 100]));

const minutesAsSeconds = (levels: AlarmPlan['levels']): AlarmPlan['levels'] =>
  Object.fromEntries(Object.entries(levels).map(([severity, minutes]) => [severity, minutes * 60]));

/** How long the oldest message of a queue waits. One that is tried for the fourth time no longer counts (SQS, metrics). */
const agePlan = (
  id: string,
  queue: WatchedResource,
  meaning: string,
  levels: AlarmPlan['levels'],
): AlarmPlan => ({
  id,
  meaning,
  metric: queueMetric(queue, 'ApproximateAgeOfOldestMessage', { statistic: 'Maximum' }),
  levels: minutesAsSeconds(levels),
  periods: 1,
  withoutData: 'good',
});

const queuePlans = ({ queues, deadLetters }: Watched, thresholds: Thresholds): readonly AlarmPlan[] => [
  {
    id: 'DeadLetters',
    meaning: 'Messages were tried for two hours and given up; each may be a mail that nobody sends any more.',
    // Not NumberOfMessagesSent: what SQS itself moves there does not count in it.
    metric: sumOf(
      deadLetters.map((queue) =>
        queueMetric(queue, 'ApproximateNumberOfMessagesVisible', { statistic: 'Maximum' }),
      ),
      'dead letters',
    ),
    levels: thresholds.deadLetterMessages,
    periods: 1,
    withoutData: 'good',
  },
  agePlan(
    'OutboundQueueOld',
    queues.outbound,
    'Mail waits in OutboundQueue and no throttler takes it.',
    thresholds.outboundAgeMinutes,
  ),
  agePlan(
    'PriorityQueueOld',
    queues.priority,
    'Urgent and returned mail waits in PriorityQueue and no throttler takes it.',
    thresholds.priorityAgeMinutes,
  ),
  agePlan(
    'DeliveryQueueOld',
    queues.delivery,
    'Mail has slots and no sender hands it over.',
    thresholds.deliveryAgeMinutes,
  ),
  agePlan(
    'FeedbackQueueOld',
    queues.feedback,
    'Events of SES wait, so addresses are quarantined too late.',
    thresholds.feedbackAgeMinutes,
  ),
  ...(queues.returned
    ? [
        agePlan(
          'ReturnedMailQueueOld',
          queues.returned,
          'Returned mail waits and nobody reads it, so addresses are quarantined too late.',
          thresholds.feedbackAgeMinutes,
        ),
      ]
    : []),
];

const flowPlans = (watched: Watched, thresholds: Thresholds): readonly AlarmPlan[] => [
  {
    id: 'WillExpire',
    meaning: 'Waiting mail will expire before its slot, in whatever order it goes.',
    metric: ownMetric(watched, 'WillExpire', { statistic: 'Minimum' }),
    levels: thresholds.willExpireMails,
    periods: 3,
    withoutData: 'as before',
  },
  {
    id: 'InDoubt',
    meaning: 'Mails ended that may or may not have left.',
    metric: ownMetric(watched, 'InDoubt', { statistic: 'Sum' }),
    levels: thresholds.inDoubtMails,
    periods: 1,
    withoutData: 'good',
  },
  {
    id: 'PageLost',
    meaning: 'An object with waiting mails is gone from the bucket: these mails are lost.',
    metric: ownMetric(watched, 'PageLost', { statistic: 'Sum' }),
    levels: { critical: 1 },
    periods: 1,
    withoutData: 'good',
  },
  {
    id: 'LostWakeUps',
    meaning: 'Keys are not woken in time and the sweeper must do it: backlogs drain in jerks.',
    metric: ownMetric(watched, 'LostWakeUps', { statistic: 'Sum' }),
    levels: thresholds.lostWakeUps,
    periods: 3,
    withoutData: 'good',
  },
  {
    id: 'SweeperStopped',
    meaning:
      'The sweeper has done nothing whole for ten minutes: nothing is measured, lost wake-ups stay lost.',
    metric: ownMetric(watched, 'Swept', { statistic: 'Sum' }),
    levels: { critical: 1 },
    below: true,
    periods: 2,
    withoutData: 'bad',
  },
];

/** Told by one alarm: who is woken by one of these needs no second call for another. */
export const SES_STOPPED: JointAlarmPlan = {
  id: 'SesStopped',
  meaning:
    'SES takes no mail, or none of some kind: paused, at its quota, or it refuses an identity, a set or a template.',
  severity: 'critical',
};

/**
 * All mail waits at 100. What a quarter of an hour gives back that has just left the 24 hours, 1 % of the quota for steady
 * mail, is soon used again: the alarm outlasts that.
 */
const FULL_PERCENT = 98;

const sesPlans = (watched: Watched, thresholds: Thresholds): readonly AlarmPlan[] => [
  {
    id: 'SesPaused',
    meaning: 'SES paused the sending of the account.',
    metric: ownMetric(watched, 'SesPaused', { statistic: 'Minimum' }),
    levels: { critical: 1 },
    periods: 1,
    withoutData: 'as before',
    partOf: SES_STOPPED.id,
  },
  {
    id: 'SesQuotaFull',
    meaning: "The account's quota of 24 hours is used up.",
    metric: ownMetric(watched, 'SesQuotaUsed', { statistic: 'Minimum' }),
    levels: { critical: FULL_PERCENT },
    periods: 1,
    withoutData: 'as before',
    partOf: SES_STOPPED.id,
  },
  {
    id: 'SesHolds',
    meaning: 'SES refuses all mail of an identity, a configuration set, a template or the account.',
    metric: ownMetric(watched, 'Holds', { statistic: 'Minimum' }),
    levels: { critical: 1 },
    periods: 1,
    withoutData: 'as before',
    partOf: SES_STOPPED.id,
  },
  {
    id: 'SesQuotaUsed',
    meaning: "The account's quota of 24 hours is nearly used up.",
    metric: ownMetric(watched, 'SesQuotaUsed', { statistic: 'Maximum' }),
    levels: thresholds.quotaUsedPercent,
    periods: 1,
    withoutData: 'as before',
  },
  {
    id: 'SesUnderReview',
    meaning: 'SES reviews the account and may pause it.',
    metric: ownMetric(watched, 'SesUnderReview', { statistic: 'Maximum' }),
    levels: { warning: 1 },
    periods: 1,
    withoutData: 'as before',
  },
  {
    id: 'BounceRate',
    meaning: 'Too much of the mail bounces; SES reviews the account at 5 %.',
    metric: reputationMetric('Reputation.BounceRate'),
    levels: shareOf(thresholds.bounceRatePercent),
    periods: 1,
    withoutData: 'as before',
  },
  {
    id: 'ComplaintRate',
    meaning: 'Too many recipients complain; SES reviews the account at 0.1 %.',
    metric: reputationMetric('Reputation.ComplaintRate'),
    levels: shareOf(thresholds.complaintRatePercent),
    periods: 1,
    withoutData: 'as before',
  },
];

/** All that somebody is told of; nothing that needs no one. */
export const alarmPlans = (watched: Watched, thresholds: Thresholds): readonly AlarmPlan[] => [
  ...queuePlans(watched, thresholds),
  ...flowPlans(watched, thresholds),
  ...sesPlans(watched, thresholds),
  ...rulePlans(watched),
  ...functionPlans(watched, thresholds),
];
