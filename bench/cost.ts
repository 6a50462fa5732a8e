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

  --prices FILE   a price table (default shared/limits/prices.json, which shows the form)
  --mails N       mails of each calm run (default 10000)
  --backlog N     mails of the backlog's key, which has 24 h for them: a tenth of the whole (default 100000, some minutes;
                  fewer cost more each, for a key is woken as often)
  --json          one line of JSON
  --help          this text`;

const SERVICE_NAMES = Object.keys(SERVICES) as (keyof typeof SERVICES)[];

const options = readOptions(HELP, {
  prices: { type: 'string', default: join(import.meta.dirname, '..', 'shared', 'limits', 'prices.json') },
  mails: { type: 'string', default: '10000' },
  backlog: { type: 'string', default: '100000' },
});
const calmMails = countOf('mails', options.mails);
const backlogMails = countOf('backlog', options.backlog);

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
  const { mails: counted, tally } = await count(scenario, scenario.hours > 0 ? backlogMails : calmMails);
  const usage = tally.usage();
  const costs = priceOf(prices, usage, counted);
  const perMail = Object.fromEntries(Object.entries(usage).map(([name, used]) => [name, used / counted]));
  const calls = Object.fromEntries(
    Object.entries(tally.calls()).map(([name, made]) => [name, made / counted]),
  );
  const naive = naiveCost(prices, scenario.kilobytes * 1_024, scenario.hours / 2);
  return { ...scenario, mails: counted, costs, total: totalOf(costs), naive, perMail, calls };
}

const { memoryGb, processors, cpuPerMail, cpuPerCall, upstreamBatch, throttlerBatch, bounceBatch } =
  ASSUMPTIONS;

const FORMULA = `cost = sum over units of (units a mail × $ for a million of them); free tiers and storage are left out.
Units: SQS and SNS requests of 64 KB (sends, receives, deletes, SES's events), DynamoDB read and write units by item size
(a change of Quota's index 1 or 2 more), S3 requests, invocations, GB-s = (waiting + CPU) × ${memoryGb} GB, KB of log.
Assumed: calls to DynamoDB, SQS and SNS last 5 ms, SendEmail 20 to 100 ms; CPU is ${cpuPerMail} ms a mail and function and ${cpuPerCall} ms an
SDK call on a whole processor, of which 512 MB have ${processors.toFixed(2)}; upstream sends and Lambda deletes ${upstreamBatch} at a time; batches of
${throttlerBatch} in the throttler and ${bounceBatch} in the bounce function. 80 % of calm mail goes to 8 quota keys, 15 % to 40, 5 % to 500.
A backlog of a million stands at ten keys, and its mails wait 12 h on average, in the naive design too. Control data and
rules, which every environment reads every 20 s, the sweeper and empty receives cost the same whatever is sent.`;

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
