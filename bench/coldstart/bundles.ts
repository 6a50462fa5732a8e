import { statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleFunction } from '../../cdk/bundling/bundle.ts';
import { weighBundle } from '../../cdk/bundling/weigh.ts';

/** A bundle to start, and the bytes that its start loads. */
export interface Bundle {
  readonly file: string;
  readonly bytes: number;
}

const ROOT = join(import.meta.dirname, '..', '..');
const handlerOf = (name: string): string => join(ROOT, 'functions', name, 'handler.ts');

/** As it ships. */
export async function shippedBundle(name: string, folder: string): Promise<Bundle> {
  const metafile = await bundleFunction(handlerOf(name), folder);
  return { file: join(folder, 'index.mjs'), bytes: weighBundle(metafile, ROOT).start };
}

/** The same code as esbuild bundles it for Node by default, and the CDK's NodejsFunction with it: CommonJS, not minified. */
export async function plainBundle(name: string, folder: string): Promise<Bundle> {
  const file = join(folder, 'index.cjs');
  await build({
    entryPoints: [handlerOf(name)],
    outfile: file,
    bundle: true,
    platform: 'node',
    logLevel: 'error',
  });
  return { file, bytes: statSync(file).size };
}

/** The script that starts a bundle, as JavaScript: reading TypeScript would count as its memory. */
export async function startScript(folder: string): Promise<string> {
  const file = join(folder, 'start.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'start.ts')],
    outfile: file,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
  return file;
}
