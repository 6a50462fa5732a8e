import { parseArgs } from 'node:util';
import { table } from '../cli/table.ts';
import type { FuzzReport } from '../test/support/fuzz.ts';

const MEGABYTE = 1_048_576;
/** Started with --expose-gc, so that only what is still held counts. */
const heldMegabytes = (): string => {
  globalThis.gc?.();
  return (process.memoryUsage().heapUsed / MEGABYTE).toFixed(1);
};

/** What the command line says. */
export interface FuzzRun {
  readonly seed: number;
  readonly first: number;
  readonly count: number;
  readonly onProgress: (done: number) => void;
}

const STEPS = 20;

function readRun(): FuzzRun {
  const { values } = parseArgs({
    options: {
      count: { type: 'string', default: '100000' },
      seed: { type: 'string', default: '1' },
      first: { type: 'string', default: '0' },
    },
  });
  const count = Number(values.count);
  const step = Math.max(1, Math.floor(count / STEPS));
  const onProgress = (done: number): void => {
    if (done > 0 && done % step === 0) console.error(`${done} of ${count}`);
  };
  return { seed: Number(values.seed), first: Number(values.first), count, onProgress };
}

/** Runs a fuzz of many inputs and prints what they were accounted for as; the exit code tells of anything thrown. */
export async function fuzzCommand(
  script: string,
  inputs: string,
  run: (run: FuzzRun) => Promise<FuzzReport>,
): Promise<void> {
  const options = readRun();
  const { count, seed } = options;
  const before = heldMegabytes();
  const { kinds, slowest, thrown } = await run(options);
  const after = heldMegabytes();
  const rows = [...kinds]
    .sort(([, a], [, b]) => b - a)
    .map(([kind, times]) => [kind, String(times), `${((100 * times) / count).toFixed(1)} %`]);
  console.log(table(['ACCOUNTED FOR AS', inputs, 'SHARE'], rows));
  console.log(`\nheap: ${before} MB before, ${after} MB after`);
  console.log(
    `slowest: no. ${slowest.index}, ${slowest.millis.toFixed(1)} ms for ${slowest.length} characters`,
  );
  for (const { index, body, cause } of thrown) {
    console.error(
      `\nno. ${index} threw (again: npm run ${script} -- --seed ${seed} --first ${index} --count 1)`,
    );
    console.error(cause);
    console.error(body.slice(0, 1_000));
  }
  if (thrown.length > 0) process.exitCode = 1;
}
