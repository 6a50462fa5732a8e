import {
  Alarm,
  type AlarmBase,
  AlarmRule,
  ComparisonOperator,
  CompositeAlarm,
  type IAlarmAction,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { type AlarmPlan, anchorOf, type JointAlarmPlan, type WithoutData } from './alarm-plan.ts';
import { SEVERITIES, type Severity } from './severity.ts';

/** How an alarm tells somebody, and where it says to look. */
export interface AlarmOptions {
  readonly actions: Readonly<Record<Severity, IAlarmAction>>;
  /** The address of docs/operations.md. */
  readonly runbook: string;
}

/** An alarm and what it was made from. */
export interface PlannedAlarm {
  readonly alarm: AlarmBase;
  readonly severity: Severity;
  readonly partOf?: string;
}

const TREATMENT: Readonly<Record<WithoutData, TreatMissingData>> = {
  good: TreatMissingData.NOT_BREACHING,
  bad: TreatMissingData.BREACHING,
  'as before': TreatMissingData.IGNORE,
};

const { GREATER_THAN_OR_EQUAL_TO_THRESHOLD: FROM, LESS_THAN_THRESHOLD: BELOW } = ComparisonOperator;

/** Begins with the severity, which subscriptions of an alarm topic can filter by. */
const describe = (severity: Severity, meaning: string, id: string, { runbook }: AlarmOptions): string =>
  `${severity.toUpperCase()}: ${meaning} What to do: ${runbook}#${anchorOf(id)}`;

/** Tells when it goes off and when it is over. */
function act(alarm: AlarmBase, action: IAlarmAction): void {
  alarm.addAlarmAction(action);
  alarm.addOkAction(action);
}

const NAMES: Readonly<Record<Severity, string>> = { critical: 'Critical', warning: 'Warning' };

/** The alarms of a plan, one for each severity that has a threshold. */
export function createAlarms(
  scope: Construct,
  plan: AlarmPlan,
  options: AlarmOptions,
): readonly PlannedAlarm[] {
  const { id, meaning, metric, levels, below, periods, withoutData, partOf } = plan;
  return SEVERITIES.flatMap((severity): readonly PlannedAlarm[] => {
    const threshold = levels[severity];
    if (threshold === undefined) return [];
    const alarm = new Alarm(scope, `${id}${NAMES[severity]}`, {
      metric,
      threshold,
      comparisonOperator: below ? BELOW : FROM,
      evaluationPeriods: periods,
      treatMissingData: TREATMENT[withoutData],
      alarmDescription: describe(severity, meaning, id, options),
    });
    if (partOf !== undefined) return [{ alarm, severity, partOf }];
    act(alarm, options.actions[severity]);
    return [{ alarm, severity }];
  });
}

/** The alarm that stands for its parts. */
export function createJointAlarm(
  scope: Construct,
  { id, meaning, severity }: JointAlarmPlan,
  planned: readonly PlannedAlarm[],
  options: AlarmOptions,
): PlannedAlarm {
  const parts = planned.filter(({ partOf }) => partOf === id).map(({ alarm }) => alarm);
  const alarm = new CompositeAlarm(scope, `${id}${NAMES[severity]}`, {
    alarmRule: AlarmRule.anyOf(...parts),
    alarmDescription: describe(severity, meaning, id, options),
  });
  act(alarm, options.actions[severity]);
  return { alarm, severity };
}
