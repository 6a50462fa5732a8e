import { join } from 'node:path';
import { table } from '../cli/table.ts';
import { ASSUMPTIONS } from './cost/assumptions.ts';
import { naiveCost } from './cost/naive.ts';
import { priceOf, readPrices, SERVICES, totalOf } from './cost/price.ts';
import { count, SCENARIOS } from './cost/scenario.ts';
import { countOf, readOptions } from './options.ts';

const HELP = `npm run bench:cost -- [options]

Dollars for a million mails besides SES. The decision code runs in simulated time; every call of a port is made by its AWS
adapter too, on a client that sends nothing, and what AWS would bill of it is counted and priced. Beside it the design that
is written first: one message a request, one mail an invocation, and waiting by 15-minute hops (bench/cost/naive.ts).

  --prices FILE   a price table (default bench/cost/prices.json, which shows the form)
  --mails N       mails of each run (default 20000); a backlog takes up to 100,000 and is the cheaper the more there are
  --json          one line of JSON
  --help          this text`;

const SERVICE_NAMES = Object.keys(SERVICES) as (keyof typeof SERVICES)[];

const options = readOptions(HELP, {
  prices: { type: 'string', default: join(import.meta.dirname, 'cost', 'prices.json') },
  mails: { type: 'string', default: '20000' },
});
const mails = countOf('mails', options.mails);

function pricesOrExit(file: string) {
  try {
    return readPrices(file);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(2);
  }
}

const prices = pricesOrExit(options.prices);

async function costOf(scenario: (typeof SCENARIOS)[number]) {
  const { mails: counted, tally } = await count(scenario, mails);
  const usage = tally.usage();
  const costs = priceOf(prices, usage, counted);
  const perMail = Object.fromEntries(Object.entries(usage).map(([name, used]) => [name, used / counted]));
  const calls = Object.fromEntries(
    Object.entries(tally.calls()).map(([name, made]) => [name, made / counted]),
  );
  const naive = naiveCost(prices, scenario.kilobytes * 1_024, scenario.hours / 2);
  return { ...scenario, mails: counted, costs, total: totalOf(costs), naive, perMail, calls };
}

const FORMULA = `cost = sum over units of (units a mail × $ for a million of them), free tiers and storage left out.
Units: SQS and SNS requests of 64 KB (sends, receives, deletes; SES's events), DynamoDB read and write units by item size
(an update of Quota's index 1 or 2 more), S3 requests, invocations, GB-s = (waiting + CPU) × ${ASSUMPTIONS.memoryGb} GB, KB of log.
Assumed: calls to DynamoDB, SQS and SNS last 5 ms, SendEmail 20 to 100 ms; CPU ${ASSUMPTIONS.cpuPerMail} ms a mail and function and
${ASSUMPTIONS.cpuPerCall} ms an SDK call on a whole processor, of which 512 MB have ${ASSUMPTIONS.processors.toFixed(2)}; upstream sends and Lambda deletes ${ASSUMPTIONS.upstreamBatch} at a
time; batches of ${ASSUMPTIONS.throttlerBatch} in the throttler; a tenth of the events of a calm day's mix goes to 500 small keys' likes
(80 % of mail to 8 keys, 15 % to 40, 5 % to 500). A backlog stands at ten keys; its mails wait half of the 24 h on average.
Control data and rules, read every 20 s by each environment, cost under a cent and are left out.`;

const results: Awaited<ReturnType<typeof costOf>>[] = [];
for (const scenario of SCENARIOS) results.push(await costOf(scenario));
const rows = results.map(({ name, receives, kilobytes, costs, total, target, naive }) => [
  name,
  String(receives),
  `${kilobytes} KB`,
  ...SERVICE_NAMES.map((service) => costs[service].toFixed(2)),
  total.toFixed(2),
  target === undefined ? '' : String(target),
  naive.toFixed(2),
]);
const heads = ['$ PER MILLION MAILS', 'RECEIVES', 'BODY', ...SERVICE_NAMES, 'ALL', 'TARGET', 'NAIVE'];
console.log(
  options.json
    ? JSON.stringify({ prices: { name: prices.name, date: prices.date }, assumptions: ASSUMPTIONS, results })
    : `${table(heads, rows)}\n\nPrices: ${prices.name}, ${prices.date}.\n${FORMULA}`,
);
