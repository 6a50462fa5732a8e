import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { table } from '../cli/table.ts';

/** Kilobytes of each function's bundle, at most; a cold start loads all of it. Lower them when bundles shrink. */
const BUDGET_KB: Readonly<Record<string, number>> = {
  throttler: 950,
  sender: 800,
  bounce: 1_060,
  'returned-mail': 1_150,
  sweeper: 490,
  'rule-sync': 1_180,
};

const { build } = await import('esbuild');

const sizes = await Promise.all(
  readdirSync('functions').map(async (name) => {
    const outfile = join('cdk.out', 'bundles', `${name}.mjs`);
    await build({
      entryPoints: [join('functions', name, 'handler.ts')],
      outfile,
      bundle: true,
      minify: true,
      format: 'esm',
      platform: 'node',
      target: 'node24',
      mainFields: ['module', 'main'],
      logLevel: 'error',
    });
    return { name, kilobytes: Math.ceil(statSync(outfile).size / 1_024), budget: BUDGET_KB[name] ?? 0 };
  }),
);

console.log(
  table(
    ['BUNDLE', 'KB', 'BUDGET'],
    sizes.map(({ name, kilobytes, budget }) => [name, String(kilobytes), String(budget)]),
  ),
);
const over = sizes.filter(({ kilobytes, budget }) => kilobytes > budget).map(({ name }) => name);
if (over.length > 0) {
  console.error(`over budget: ${over.join(', ')}; see what came in with esbuild --analyze`);
  process.exitCode = 1;
}
