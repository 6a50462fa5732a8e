import type { App } from 'aws-cdk-lib';
import { DeliverabilityStack } from './feed-stack.ts';
import type { Parameters } from './parameters.ts';
import { PipelineStack } from './pipeline-stack.ts';

/** The mail's way, and with parameter `feed` the deliverability instance beside it, a stack of its own. */
export function createStacks(app: App, parameters: Parameters, functionsRoot?: string): void {
  const { stackName, region, feed, ...pacer } = parameters;
  const env = region === undefined ? {} : { env: { region } };
  new PipelineStack(app, 'MxPacer', {
    stackName,
    ...env,
    pacer: functionsRoot === undefined ? pacer : { ...pacer, functionsRoot },
  });
  if (feed) new DeliverabilityStack(app, 'MxPacerFeed', { stackName: `${stackName}Feed`, ...env, feed });
}
