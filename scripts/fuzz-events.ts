import { parseArgs } from 'node:util';
import { table } from '../cli/table.ts';
import { createFeedbackSubject, feedbackBases } from '../test/support/feedback-under-fire.ts';
import { fuzz } from '../test/support/fuzz.ts';

/** Puts the bounce function's reading of feedback under fire, on ports in memory: `npm run fuzz:events -- [--count N] [--seed N] [--first N]`. */

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    first: { type: 'string', default: '0' },
  },
});
const count = Number(values.count);
const seed = Number(values.seed);
const first = Number(values.first);

const MEGABYTE = 1_048_576;
/** Started with --expose-gc, so that only what is still held counts. */
const heldMegabytes = (): string => {
  globalThis.gc?.();
  return (process.memoryUsage().heapUsed / MEGABYTE).toFixed(1);
};

const STEPS = 20;
const step = Math.max(1, Math.floor(count / STEPS));
const onProgress = (done: number): void => {
  if (done > 0 && done % step === 0) console.error(`${done} of ${count}`);
};

const before = heldMegabytes();
const { kinds, slowest, thrown } = await fuzz(createFeedbackSubject(), {
  seed,
  first,
  count,
  bases: feedbackBases(),
  onProgress,
});
const after = heldMegabytes();

const rows = [...kinds]
  .sort(([, a], [, b]) => b - a)
  .map(([kind, times]) => [kind, String(times), `${((100 * times) / count).toFixed(1)} %`]);
console.log(table(['ACCOUNTED FOR AS', 'EVENTS', 'SHARE'], rows));
console.log(`\nheap: ${before} MB before, ${after} MB after`);
console.log(
  `slowest: no. ${slowest.index}, ${slowest.millis.toFixed(1)} ms for ${slowest.length} characters`,
);

for (const { index, body, cause } of thrown) {
  console.error(
    `\nno. ${index} threw (again: npm run fuzz:events -- --seed ${seed} --first ${index} --count 1)`,
  );
  console.error(cause);
  console.error(body.slice(0, 1_000));
}
if (thrown.length > 0) process.exitCode = 1;
