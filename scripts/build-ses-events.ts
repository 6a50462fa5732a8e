import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Makes dist/ses-events.mjs and its types in dist/ses-events, which others import as `mx-pacer/ses-events`. */
const ROOT = join(import.meta.dirname, '..');

await rm(join(ROOT, 'dist/ses-events'), { recursive: true, force: true });
/** Nothing of node's own is in it, so `neutral`: it runs in any function, worker or browser. */
await build({
  entryPoints: [join(ROOT, 'shared/ses-events/index.ts')],
  outfile: join(ROOT, 'dist/ses-events.mjs'),
  bundle: true,
  platform: 'neutral',
  target: 'es2022',
  format: 'esm',
  logLevel: 'warning',
});
execFileSync(join(ROOT, 'node_modules/.bin/tsc'), ['-p', join(ROOT, 'scripts/tsconfig.ses-events.json')], {
  stdio: 'inherit',
});
console.log('dist/ses-events.mjs built');
