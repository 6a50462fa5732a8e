import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/**
 * One cold start in a process of its own: loads the bundle, answers one event, prints a line of JSON.
 * `node start.mjs <bundle> <event>`
 */
const [, , bundle = '', file = ''] = process.argv;
const event: unknown = JSON.parse(readFileSync(file, 'utf8'));
const context = { getRemainingTimeInMillis: () => 30_000 };

const clock = () => {
  const { user, system } = process.cpuUsage();
  return { wall: performance.now(), cpu: (user + system) / 1_000 };
};

const begun = clock();
const { handler } = (await import(pathToFileURL(bundle).href)) as {
  readonly handler: (event: unknown, context: object) => Promise<unknown>;
};
const loaded = clock();
const answer = await handler(event, context);
const answered = clock();

const megabytes = process.memoryUsage().rss / 1e6;
const figures = {
  importMillis: loaded.wall - begun.wall,
  importCpu: loaded.cpu - begun.cpu,
  firstMillis: answered.wall - begun.wall,
  firstCpu: answered.cpu - begun.cpu,
  megabytes,
  answer,
};
process.stdout.write(`\n${JSON.stringify(figures)}\n`, () => process.exit(0));
