import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { emulatorEnvironment, urlOf } from '../environment.ts';

/** A MiniStack that runs. */
export interface Emulator {
  readonly url: string;
  readonly pid: number;
  readonly logFile: string;
  stop(): Promise<void>;
}

const START_TRIES = 120;
const START_MILLIS = 250;
const STOP_MILLIS = 5_000;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const isUp = (url: string): Promise<boolean> =>
  fetch(`${url}/_ministack/health`, { signal: AbortSignal.timeout(1_000) }).then(
    ({ ok }) => ok,
    () => false,
  );

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;

async function untilUp(child: ChildProcess, url: string, logFile: string): Promise<void> {
  for (let tried = 0; tried < START_TRIES && !hasEnded(child); tried += 1) {
    if (await isUp(url)) return;
    await setTimeout(START_MILLIS);
  }
  throw new Error(`MiniStack did not start:\n${await readFile(logFile, 'utf8')}`);
}

/** The group has the functions' processes in it. */
function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody is left in it.
  }
}

async function stop(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  if (!hasEnded(child)) {
    const exited = once(child, 'exit');
    signalGroup(pid, 'SIGTERM');
    await Promise.race([exited, setTimeout(STOP_MILLIS, undefined, { ref: false })]);
  }
  signalGroup(pid, 'SIGKILL');
}

/** Starts `program` on a free port of 127.0.0.1, with all its files in `folder`. It never outlives this process. */
export async function startEmulator(program: string, folder: string, dnsServer: string): Promise<Emulator> {
  const port = await freePort();
  const url = urlOf(port);
  const logFile = join(folder, 'ministack.log');
  const log = openSync(logFile, 'a');
  const env = emulatorEnvironment(folder, port, dnsServer);
  const child = spawn(program, [], { cwd: folder, env, detached: true, stdio: ['ignore', log, log] });
  process.once('exit', () => child.pid !== undefined && signalGroup(child.pid, 'SIGKILL'));
  try {
    await once(child, 'spawn');
    await untilUp(child, url, logFile);
  } catch (error) {
    await stop(child);
    throw error;
  }
  return { url, pid: child.pid ?? 0, logFile, stop: () => stop(child) };
}
