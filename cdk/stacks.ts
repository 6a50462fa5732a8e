import type { App } from 'aws-cdk-lib';
import { DeliverabilityStack } from './feed-stack.ts';
import { MonitoringStack } from './monitoring-stack.ts';
import type { Parameters } from './parameters.ts';
import { PipelineStack } from './pipeline-stack.ts';

/**
 * The mail's way; beside it, each a stack of its own, what watches it unless parameter `monitoring` is false, and with
 * parameter `feed` the deliverability instance.
 */
export function createStacks(app: App, parameters: Parameters, functionsRoot?: string): void {
  const { stackName, region, feed, monitoring, ...pacer } = parameters;
  const env = region === undefined ? {} : { env: { region } };
  const pipeline = new PipelineStack(app, 'MxPacer', {
    stackName,
    ...env,
    pacer: functionsRoot === undefined ? pacer : { ...pacer, functionsRoot },
  });
  if (monitoring)
    new MonitoringStack(app, 'MxPacerMonitoring', {
      stackName: `${stackName}Monitoring`,
      ...env,
      pacer: pipeline.pacer,
    });
  if (feed) new DeliverabilityStack(app, 'MxPacerFeed', { stackName: `${stackName}Feed`, ...env, feed });
}
