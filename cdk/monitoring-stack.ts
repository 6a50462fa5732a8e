import { type App, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { MxPacer } from './mx-pacer.ts';
import { MxPacerMonitoring } from './mx-pacer-monitoring.ts';

/** What is watched; `stackName` and `env` as in every stack. */
export interface MonitoringStackProps extends StackProps {
  readonly pacer: MxPacer;
}

/** Dashboard, alarms and saved queries of a pacer, apart from it: it can be changed, and taken down, while mail flows. */
export class MonitoringStack extends Stack {
  constructor(app: App, id: string, { pacer, ...props }: MonitoringStackProps) {
    super(app, id, {
      description: 'MX Pacer: dashboard, alarms and saved queries',
      analyticsReporting: false,
      ...props,
    });
    // Default adds nothing to the logical ids of what is in it.
    const { dashboard } = new MxPacerMonitoring(this, 'Default', { pacer });
    const url = `https://${this.region}.console.aws.amazon.com/cloudwatch/home?region=${this.region}#dashboards:name=${dashboard.dashboardName}`;
    new CfnOutput(this, 'DashboardUrl', { value: url, description: 'How mail flows, top-down' });
  }
}
