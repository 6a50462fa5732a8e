import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { parseParameters } from '../../../cdk/parameters.ts';
import { PipelineStack } from '../../../cdk/pipeline-stack.ts';
import { createStacks } from '../../../cdk/stacks.ts';

/** A public key, as a feed is trusted by. */
export const FEED_KEY = '11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=';

/** Handlers that do nothing: the tests of the stack need none that works. */
const HANDLERS = join(import.meta.dirname, '..', 'handlers');

/** The stack for these parameters and in this region, its functions not bundled. */
export function synthPipeline({ region, ...input }: Readonly<Record<string, unknown>> = {}): PipelineStack {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
  return new PipelineStack(app, 'MxPacer', {
    ...(typeof region === 'string' ? { env: { region } } : {}),
    pacer: { identity: ['example.org'], ...input, functionsRoot: HANDLERS },
  });
}

/** All stacks for these parameters, as cdk/app.ts makes them, the functions not bundled. */
export function synthApp(input: Readonly<Record<string, unknown>> = {}): App {
  const result = parseParameters({ identity: ['example.org'], ...input });
  if (!result.ok) throw new Error(result.problems.join('\n'));
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
  createStacks(app, result.parameters, HANDLERS);
  return app;
}

/** The template for these parameters. */
export const templateOf = (input: Readonly<Record<string, unknown>> = {}): Template =>
  Template.fromStack(synthPipeline(input));
