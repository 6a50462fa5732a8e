import { Duration } from 'aws-cdk-lib';
import { AlarmStatusWidget, Column, Dashboard, PeriodOverride, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { PlannedAlarm } from './alarm-factory.ts';
import { costRow, failureRow, flowRow, reputationRow, rulesRow, waitingRow } from './dashboard-rows.ts';
import { SEVERITIES } from './severity.ts';
import type { Watched } from './watched.ts';

/** Read from the top: alarms, then flow, waiting, failures, reputation, rules, cost. */
export function createDashboard(
  scope: Construct,
  watched: Watched,
  planned: readonly PlannedAlarm[],
  runbook: string,
): Dashboard {
  const intro = new TextWidget({
    markdown: `# MX Pacer: ${watched.service}\nRead from the top. \`mxp status --stack ${watched.service}\` tells more of each. What to do about an alarm: ${runbook}`,
    width: 24,
    height: 2,
  });
  const alarms = SEVERITIES.map(
    (severity) =>
      new AlarmStatusWidget({
        title: severity === 'critical' ? 'Critical: act now' : 'Warning: act today',
        alarms: planned.filter((one) => one.severity === severity).map(({ alarm }) => alarm),
        width: 24,
        height: 3,
      }),
  );
  const rows = [flowRow, waitingRow, failureRow, reputationRow, rulesRow, costRow];
  return new Dashboard(scope, 'Dashboard', {
    defaultInterval: Duration.hours(12),
    // Each graph keeps its own period: cost goes by days, reputation by hours.
    periodOverride: PeriodOverride.INHERIT,
    widgets: [[new Column(intro, ...alarms, ...rows.map((row) => row(watched)))]],
  });
}
