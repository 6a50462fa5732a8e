/** `mx-pacer/cdk`: MX Pacer for CDK apps that hold more than it. */
export { DeliverabilityStack, type DeliverabilityStackProps } from './feed-stack.ts';
export type { Severity } from './monitoring/severity.ts';
export { DEFAULT_THRESHOLDS, type MonitoringThresholds } from './monitoring/thresholds.ts';
export { MxPacer } from './mx-pacer.ts';
export { MxPacerMonitoring, type MxPacerMonitoringProps } from './mx-pacer-monitoring.ts';
export type { DoubtProps, MxPacerProps, PoolProps, ReturnedMailProps } from './mx-pacer-props.ts';
