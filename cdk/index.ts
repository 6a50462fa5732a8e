/** `mx-pacer/cdk`: MX Pacer for CDK apps that hold more than it. */
export { DeliverabilityStack, type DeliverabilityStackProps } from './feed-stack.ts';
export { MxPacer } from './mx-pacer.ts';
export type { DoubtProps, MxPacerProps, PoolProps, ReturnedMailProps } from './mx-pacer-props.ts';
