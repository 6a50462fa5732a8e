import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { parseArgs } from 'node:util';
import { startDns } from '../../local/servers/dns.ts';
import { createStops, type Stops } from '../../local/stops.ts';
import { createCdk } from './cdk.ts';
import { type Checks, createChecks } from './checks.ts';
import { createCloud } from './cloud.ts';
import { installEmulator, pinnedEmulator } from './emulator/install.ts';
import { sentMails } from './emulator/sent-mails.ts';
import { type Emulator, startEmulator } from './emulator/start.ts';
import { awsEnvironment, CA_FILE, commandEnvironment } from './environment.ts';
import { NotReady, Unmet } from './failures.ts';
import { lastLogs } from './last-logs.ts';
import { ZONE } from './mails.ts';
import { createMxp } from './mxp.ts';
import { createPublisher } from './releases.ts';
import { CommandFailed, stopCommands } from './run-command.ts';
import { runSteps } from './run-steps.ts';

const HELP = `npm run test:deploy [-- --keep]

Deploys both stacks to MiniStack, an emulator of AWS on this machine, sends mails through them, updates them and takes
them down. Needs Python 3.10 or later and PyPI. What it covers and what it cannot: docs/deploy-test.md.

  --keep   leave the deployment and the emulator for looking, until Ctrl-C`;

/** What of an error helps: a check that is not met, or a command that failed, tells all by itself. */
const textOf = (error: unknown): string => {
  if (error instanceof Unmet || error instanceof NotReady || error instanceof CommandFailed)
    return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};

async function startWorld(checks: Checks, stops: Stops): Promise<{ folder: string; emulator: Emulator }> {
  const folder = await mkdtemp(join(tmpdir(), 'mx-pacer-deploy-'));
  stops.push(() => rm(folder, { recursive: true, force: true }));
  const program = await checks.step(`Install ${await pinnedEmulator()} from PyPI`, () =>
    installEmulator(join(folder, 'python')),
  );
  return checks.step('Start it on loopback, with a DNS server of ours', async () => {
    const dns = stops.add(await startDns({ zone: ZONE }));
    const emulator = stops.add(await startEmulator(program, folder, dns.server));
    checks.note(`${emulator.url}, process ${emulator.pid}, files in ${folder}`);
    return { folder, emulator };
  });
}

/** For looking: how to reach the emulator; ends with Ctrl-C. */
async function keep({ url, logFile }: Emulator, ended: Promise<unknown>): Promise<void> {
  const variables = Object.entries({ ...awsEnvironment(url), NODE_EXTRA_CA_CERTS: CA_FILE }).map(
    ([name, value]) => `${name}=${value}`,
  );
  console.log(`\nKept until Ctrl-C. Its log: ${logFile}. For mxp --stack MxPacer, cdk or the AWS CLI:`);
  console.log(`  export ${variables.join(' ')}`);
  await ended;
}

async function deployAndTest(
  checks: Checks,
  kept: boolean,
  stops: Stops,
  ended: Promise<unknown>,
): Promise<void> {
  const { folder, emulator } = await startWorld(checks, stops);
  const { url } = emulator;
  delete process.env['AWS_PROFILE'];
  Object.assign(process.env, awsEnvironment(url));
  const cloud = createCloud();
  stops.push(async () => {
    for (const client of Object.values(cloud)) client.destroy();
  });
  try {
    const env = commandEnvironment(folder, url);
    const mxp = createMxp(env);
    const publisher = await createPublisher(mxp, folder);
    await runSteps(
      { checks, cdk: createCdk(env, folder), cloud, mxp, publisher, sent: () => sentMails(url) },
      kept,
    );
  } catch (error) {
    console.error(`\nFailed: ${textOf(error)}\n`);
    for (const line of await lastLogs(cloud).catch(() => [])) console.error(line);
    process.exitCode = 1;
  }
  if (kept) await keep(emulator, ended);
}

const { values } = parseArgs({ options: { keep: { type: 'boolean' }, help: { type: 'boolean' } } });
if (values.help) {
  console.log(HELP);
} else {
  tls.setDefaultCACertificates([await readFile(CA_FILE, 'utf8')]);
  const checks = createChecks((line) => console.log(line), Date.now);
  const stops = createStops();
  const interrupted = new Promise<NodeJS.Signals>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve);
  });
  const test = deployAndTest(checks, values.keep === true, stops, interrupted).catch((error: unknown) => {
    console.error(`\n${textOf(error)}`);
    process.exitCode = 1;
  });
  const signal = await Promise.race([test, interrupted]);
  stopCommands();
  await stops.all();
  if (signal !== undefined) process.exit(values.keep ? undefined : 130);
  if (process.exitCode === undefined) console.log(`\nThe deployment works: ${checks.met()} checks met.`);
}
