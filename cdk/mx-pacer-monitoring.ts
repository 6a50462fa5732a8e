import type { AlarmBase, Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { type AlarmOptions, createAlarms, createJointAlarm } from './monitoring/alarm-factory.ts';
import { alarmPlans, SES_STOPPED } from './monitoring/alarm-plans.ts';
import { createDashboard } from './monitoring/dashboard.ts';
import { createSavedQueries } from './monitoring/saved-queries.ts';
import type { Severity } from './monitoring/severity.ts';
import { DEFAULT_THRESHOLDS, type MonitoringThresholds } from './monitoring/thresholds.ts';
import { watchedOf } from './monitoring/watched.ts';
import type { MxPacer } from './mx-pacer.ts';

/** What watches a pacer, and how. */
export interface MxPacerMonitoringProps {
  readonly pacer: MxPacer;
  /**
   * Who is told of alarms, by severity: a pager for `critical`, a mailbox for `warning`. A topic that is encrypted must let
   * CloudWatch use its key.
   * @default - the pacer's NoticeTopic for both; their text begins with the severity
   */
  readonly topics?: Readonly<Partial<Record<Severity, ITopic>>>;
  /**
   * When alarms go off.
   * @default - DEFAULT_THRESHOLDS; what is given replaces one of them whole
   */
  readonly thresholds?: MonitoringThresholds;
  /**
   * Address of the page that tells what to do, as alarms name it: its sections are named after the alarms.
   * @default 'docs/operations.md'
   */
  readonly runbook?: string;
}

/**
 * Dashboard, alarms and saved queries of a pacer, in the pacer's stack or another. From another stack it refers to the
 * pacer's names weakly, so that neither stack holds up a change of the other.
 *
 * @example
 * new MxPacerMonitoring(this, 'Watch', { pacer, topics: { critical: pager }, thresholds: { willExpireMails: { warning: 50 } } });
 */
export class MxPacerMonitoring extends Construct {
  readonly dashboard: Dashboard;
  /** Those that tell somebody, and the parts of joint ones. */
  readonly alarms: readonly AlarmBase[];

  constructor(
    scope: Construct,
    id: string,
    { pacer, topics = {}, thresholds = {}, runbook = 'docs/operations.md' }: MxPacerMonitoringProps,
  ) {
    super(scope, id);
    const watched = watchedOf(pacer);
    const own = Topic.fromTopicArn(this, 'NoticeTopic', watched.noticeTopicArn);
    const actionFor = (severity: Severity) => new SnsAction(topics[severity] ?? own);
    const options: AlarmOptions = {
      runbook,
      actions: { critical: actionFor('critical'), warning: actionFor('warning') },
    };
    const plans = alarmPlans(watched, { ...DEFAULT_THRESHOLDS, ...thresholds });
    const planned = plans.flatMap((plan) => createAlarms(this, plan, options));
    const all = [...planned, createJointAlarm(this, SES_STOPPED, planned, options)];
    this.alarms = all.map(({ alarm }) => alarm);
    this.dashboard = createDashboard(this, watched, all, runbook);
    createSavedQueries(this, watched);
  }
}
