import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleFunction } from '../cdk/bundling/bundle.ts';

/** Makes dist/cdk.mjs, its types in dist/cdk, and the bundles of the functions in dist/functions: `mx-pacer/cdk`. */
const ROOT = join(import.meta.dirname, '..');
const inDist = (...path: readonly string[]): string => join(ROOT, 'dist', ...path);

await Promise.all(['cdk', 'functions'].map((name) => rm(inDist(name), { recursive: true, force: true })));
/** The CDK is the app's own: constructs of two copies do not know each other. */
await build({
  entryPoints: [join(ROOT, 'cdk/index.ts')],
  outfile: inDist('cdk.mjs'),
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  external: ['aws-cdk-lib', 'constructs', 'esbuild'],
  logLevel: 'warning',
});
for (const name of readdirSync(join(ROOT, 'functions')))
  await bundleFunction(join(ROOT, 'functions', name, 'handler.ts'), inDist('functions', name));
execFileSync(join(ROOT, 'node_modules/.bin/tsc'), ['-p', join(ROOT, 'scripts/tsconfig.cdk.json')], {
  stdio: 'inherit',
});
console.log('dist/cdk.mjs built, with the bundles of the functions');
