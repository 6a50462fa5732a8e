import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SQSBatchResponse } from 'aws-lambda';
import { table } from '../cli/table.ts';
import { startDns } from '../local/servers/dns.ts';
import { type Bundle, plainBundle, shippedBundle, startScript } from './coldstart/bundles.ts';
import { environmentAt } from './coldstart/environment.ts';
import { firstEvents } from './coldstart/events.ts';
import { startInstantAws } from './coldstart/instant-aws.ts';
import { countOf, medianOf, readOptions } from './options.ts';

const HELP = `npm run bench:coldstart -- [options]

What a cold start of each function loads and takes, beside the same code bundled without any of our settings. Each start
is a process of its own, the two bundles take turns, and medians are shown, of time and of CPU: on a machine that others
use, CPU tells more. The first invocation is a batch of ten mails
or bounces and calls an HTTP server on 127.0.0.1 that answers every AWS call at once, so the time is the function's own.

  --runs N      starts of each bundle (default 9)
  --json        one line of JSON
  --help        this text`;

/** What is measured of a start; `first`: with the first invocation. */
const FIGURES = ['importMillis', 'importCpu', 'firstMillis', 'firstCpu', 'megabytes'] as const;

type Start = Readonly<Record<(typeof FIGURES)[number], number>>;

const options = readOptions(HELP, { runs: { type: 'string', default: '9' } });
const runs = countOf('runs', options.runs);
const run = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), 'mxp-coldstart-'));
const [aws, dns] = await Promise.all([startInstantAws(), startDns({ zone: {} })]);

async function startOnce(script: string, { file }: Bundle, event: string): Promise<Start> {
  const env = environmentAt(aws.url, dns.server);
  const { stdout } = await run(process.execPath, [script, file, event], { env });
  return checked(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
}

/** Refuses a start whose handler left something undone: it would have been measured on another way. */
function checked({ answer, ...start }: Start & { readonly answer?: Partial<SQSBatchResponse> }): Start {
  const failures = answer?.batchItemFailures ?? [];
  if (failures.length > 0) throw new Error(`${failures.length} records failed`);
  return start;
}

const medians = (starts: readonly Start[]): Start =>
  Object.fromEntries(
    FIGURES.map((figure) => [figure, medianOf(starts.map((start) => start[figure]))]),
  ) as Start;

async function measure(script: string, name: string, event: unknown) {
  const file = join(folder, `${name}.json`);
  const [shipped, plain] = await Promise.all([
    shippedBundle(name, join(folder, name)),
    plainBundle(name, join(folder, `${name}-plain`)),
    writeFile(file, JSON.stringify(event)),
  ]);
  const starts = { shipped: [] as Start[], plain: [] as Start[] };
  for (let at = 0; at < runs; at += 1) {
    starts.shipped.push(await startOnce(script, shipped, file));
    starts.plain.push(await startOnce(script, plain, file));
  }
  const figures = (bundle: Bundle, all: readonly Start[]) => ({
    kilobytes: bundle.bytes / 1_024,
    ...medians(all),
  });
  return { name, shipped: figures(shipped, starts.shipped), plain: figures(plain, starts.plain) };
}

type Measured = Awaited<ReturnType<typeof measure>>;

const COLUMNS = ['kilobytes', ...FIGURES] as const;
const HEADS = ['KB', 'IMPORT MS', 'CPU', 'INIT AND FIRST MS', 'CPU', 'MEMORY MB'];
const figuresOf = (figures: Measured['shipped']) => COLUMNS.map((column) => figures[column].toFixed(0));
const ratiosOf = ({ shipped, plain }: Measured) =>
  COLUMNS.map((column) => (shipped[column] / plain[column]).toFixed(2));

try {
  const script = await startScript(folder);
  const measured: Measured[] = [];
  for (const [name, event] of Object.entries(firstEvents()))
    measured.push(await measure(script, name, event));
  const rows = measured.flatMap((one) => [
    [one.name, 'as it ships', ...figuresOf(one.shipped)],
    ['', 'plain', ...figuresOf(one.plain)],
    ['', 'ratio', ...ratiosOf(one)],
  ]);
  console.log(
    options.json
      ? JSON.stringify({ runs, functions: measured })
      : table(['FUNCTION', 'BUNDLE', ...HEADS], rows),
  );
} finally {
  await Promise.all([aws.stop(), dns.stop(), rm(folder, { recursive: true })]);
}
