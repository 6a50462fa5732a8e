import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { PipelineStack } from '../cdk/pipeline-stack.ts';
import type { Template } from './template/world.ts';

/** Mail of the local engine leaves from here (RFC 2606). Nothing leaves the machine, so everyone may be mailed. */
const IDENTITY = ['example.com'];

/**
 * Synthesises the stack into `outdir`, functions bundled as for Lambda, and answers its template. `parameters` are those
 * of a deployment (docs/deploy.md).
 */
export async function synthesise(
  outdir: string,
  parameters: Readonly<Record<string, unknown>>,
): Promise<Template> {
  const app = new App({ outdir, analyticsReporting: false });
  const stack = new PipelineStack(app, 'MxPacer', {
    pacer: { identity: IDENTITY, production: true, ...parameters },
  });
  app.synth();
  return JSON.parse(await readFile(join(outdir, stack.templateFile), 'utf8')) as Template;
}
