import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { metricsPage } from './metrics-page.ts';

/** Writes docs/metrics.md from the table of metrics; with `--check`, fails where it is not what would be written. */
const path = join(import.meta.dirname, '..', 'docs', 'metrics.md');

if (!process.argv.includes('--check')) writeFileSync(path, metricsPage());
else if (readFileSync(path, 'utf8') !== metricsPage()) {
  console.error('docs/metrics.md is stale: run npm run metrics');
  process.exitCode = 1;
}
