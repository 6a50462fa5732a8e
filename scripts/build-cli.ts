import { chmod } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Makes dist/mxp.mjs, the CLI in one executable file with all that it needs but node itself. */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUTPUT = `${ROOT}dist/mxp.mjs`;

/** Node strips no types under node_modules, where an installed `mxp` lies. */
await build({
  entryPoints: [`${ROOT}cli/mxp.ts`],
  outfile: OUTPUT,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  minifySyntax: true,
  logLevel: 'warning',
  /** Some dependencies are CommonJS and ask for node's own modules by `require`, which an ES module lacks. */
  banner: {
    js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
  },
});

const EXECUTABLE = 0o755;
await chmod(OUTPUT, EXECUTABLE);
console.log('dist/mxp.mjs built');
