import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

export const PROJECT_ROOT = join(import.meta.dirname, '..', '..');

/** Long enough for every command on a busy machine; one that hangs must not hold CI for ever. */
const MOST_MILLIS = 240_000;

/** A command that ended otherwise than it should. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';

  constructor(command: string, code: unknown, output: string) {
    super(`${command} ended with ${code}:\n${output.trim().split('\n').slice(-30).join('\n')}`);
  }
}

const running = new Set<ChildProcess>();

/** Ends the commands that run, so that nothing outlives the test. */
export function stopCommands(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** Runs a command in the project's folder and answers its standard output. Throws a CommandFailed unless it ends with 0. */
export async function runCommand(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const child = spawn(file, args, {
    cwd: PROJECT_ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: MOST_MILLIS,
  });
  running.add(child);
  const ended = new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(signal ?? code));
  });
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  running.delete(child);
  if (code !== 0) throw new CommandFailed([file, ...args.slice(0, 3)].join(' '), code, `${err}\n${out}`);
  return out;
}
