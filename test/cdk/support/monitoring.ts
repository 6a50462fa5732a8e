import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { MonitoringStack } from '../../../cdk/monitoring-stack.ts';
import { MxPacer } from '../../../cdk/mx-pacer.ts';
import { MxPacerMonitoring, type MxPacerMonitoringProps } from '../../../cdk/mx-pacer-monitoring.ts';
import { PipelineStack } from '../../../cdk/pipeline-stack.ts';
import { FEED_KEY } from './synth.ts';

const functionsRoot = join(import.meta.dirname, '..', 'handlers');
const IDENTITY = ['example.org'];
export const FEED = { feedUrl: 's3://my-feed/', feedKeys: [FEED_KEY] };

const appOf = () => new App({ context: { 'aws:cdk:bundling-stacks': [] } });

/** The pipeline and the stack beside it that watches it, as the app makes them. */
export function watchedTemplates(input: Readonly<Record<string, unknown>> = FEED) {
  const app = appOf();
  const { pacer } = new PipelineStack(app, 'MxPacer', {
    pacer: { identity: IDENTITY, ...input, functionsRoot },
  });
  const monitoring = new MonitoringStack(app, 'MxPacerMonitoring', { pacer });
  return { pipeline: Template.fromStack(Stack.of(pacer)), monitoring: Template.fromStack(monitoring) };
}

/** A pacer and its monitoring in one stack of a team. */
export function ownTemplate(more: (stack: Stack) => Partial<MxPacerMonitoringProps> = () => ({})): Template {
  const stack = new Stack(appOf(), 'Shop');
  const pacer = new MxPacer(stack, 'Mail', { identity: IDENTITY, ...FEED, functionsRoot });
  new MxPacerMonitoring(stack, 'Watch', { pacer, ...more(stack) });
  return Template.fromStack(stack);
}
