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

const usage = (
  script: string,
  inputs: string,
): string => `npm run ${script} [-- --count N] [--seed N] [--first N]

Feeds made-up ${inputs} to the real handler and tells what each was accounted for as, and how long the slowest took.
  --count N  so many (100000)
  --seed N   others than those of seed 1
  --first N  from this number on: one that threw is made again by --first N --count 1`;

function readRun(script: string, inputs: string): FuzzRun | undefined {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      count: { type: 'string', default: '100000' },
      seed: { type: 'string', default: '1' },
      first: { type: 'string', default: '0' },
    },
  });
  if (values.help) {
    console.log(usage(script, inputs));
    return undefined;
  }
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
  const options = readRun(script, inputs.toLowerCase());
  if (!options) return;
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
