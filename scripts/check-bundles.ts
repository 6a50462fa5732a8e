import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { bundleFunction } from '../cdk/bundling/bundle.ts';
import { weighBundle } from '../cdk/bundling/weigh.ts';
import { table } from '../cli/table.ts';

/** Kilobytes that a cold start of each function loads, at most: what was reached, and 3 %. Lower them when bundles shrink. */
const BUDGET_KB: Readonly<Record<string, number>> = {
  throttler: 533,
  sender: 359,
  bounce: 664,
  'returned-mail': 751,
  sweeper: 249,
  'rule-sync': 728,
};

const sizes = await Promise.all(
  readdirSync('functions').map(async (name) => {
    const folder = join('cdk.out', 'bundles', name);
    const metafile = await bundleFunction(join('functions', name, 'handler.ts'), folder);
    return { name, ...weighBundle(metafile, '.'), budget: BUDGET_KB[name] ?? 0 };
  }),
);

const kilobytes = (bytes: number): number => Math.ceil(bytes / 1_024);

console.log(
  table(
    ['BUNDLE', 'KB AT START', 'BUDGET', 'KB IN ALL', 'GZIP'],
    sizes.map(({ name, start, budget, all, packed }) => [
      name,
      ...[kilobytes(start), budget, kilobytes(all), kilobytes(packed)].map(String),
    ]),
  ),
);
const over = sizes.filter(({ start, budget }) => kilobytes(start) > budget).map(({ name }) => name);
if (over.length > 0) {
  console.error(
    `over budget: ${over.join(', ')}; see what came in with node cdk/bundling/run.ts <handler> <folder> --analyze`,
  );
  process.exitCode = 1;
}
