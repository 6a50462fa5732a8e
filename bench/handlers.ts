import { loadavg } from 'node:os';
import { table } from '../cli/table.ts';
import { seeded } from '../test/property/world/random.ts';
import { type Batch, bounceBatch, senderBatch, throttlerBatch } from './handlers/batches.ts';
import { countOf, readOptions } from './options.ts';

const HELP = `npm run bench:handlers -- [options]

CPU of the throttler, the sender and the bounce function per mail, in batches of 10, 100 and 1,000, on ports in memory that
answer at once: what our own code takes, without the SDK. Mails have bodies of 5 KB and go to the mix of domains of
bench/traffic/mix.ts by the shipped rules without their limits; each bounce has a reply of its own. Of several rounds the
least is shown: what this machine can do when nobody else wants it. The target is 150 µs for the three together, in batches of 100.

  --mails N     mails of each measurement (default 20000)
  --json        one line of JSON
  --help        this text`;

const SIZES = [10, 100, 1_000] as const;
const FUNCTIONS = { throttler: throttlerBatch, sender: senderBatch, bounce: bounceBatch } as const;
type Name = keyof typeof FUNCTIONS;

const options = readOptions(HELP, { mails: { type: 'string', default: '20000' } });
const mails = countOf('mails', options.mails);

/** Microseconds of CPU that a batch takes this thread. */
async function microsOf({ run }: Batch): Promise<number> {
  const start = process.threadCpuUsage();
  const failed = await run();
  const { user, system } = process.threadCpuUsage(start);
  if (failed.size > 0) throw new Error(`${failed.size} records failed`);
  return user + system;
}

const ROUNDS = 8;

/** The least of several rounds, microseconds a mail; the first round warms up. */
async function measure(name: Name, size: number): Promise<number> {
  const random = seeded(17);
  const batches = Math.max(1, Math.round(mails / ROUNDS / size));
  const rounds: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    let micros = 0;
    for (let at = 0; at < batches; at += 1) micros += await microsOf(await FUNCTIONS[name](size, random));
    rounds.push(micros / batches / size);
  }
  return Math.min(...rounds.slice(1));
}

const rows: { readonly name: Name; readonly micros: readonly number[] }[] = [];
for (const name of ['throttler', 'sender', 'bounce'] as const) {
  const micros: number[] = [];
  for (const size of SIZES) micros.push(await measure(name, size));
  rows.push({ name, micros });
}
const sums = SIZES.map((_, at) => rows.reduce((sum, { micros }) => sum + (micros[at] ?? 0), 0));
const cells = (micros: readonly number[]) => micros.map((one) => one.toFixed(1));
const heads = ['CPU µs A MAIL', ...SIZES.map((size) => `BATCH ${size}`)];
const lines = [...rows, { name: 'all three', micros: sums }].map(({ name, micros }) => [
  name,
  ...cells(micros),
]);
console.log(
  options.json
    ? JSON.stringify({
        sizes: SIZES,
        micros: Object.fromEntries(rows.map((row) => [row.name, row.micros])),
        sums,
      })
    : `${table(heads, lines)}\nload ${loadavg()[0]?.toFixed(1)}`,
);
