import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const MXP = fileURLToPath(new URL('../../../cli/mxp.ts', import.meta.url));

/** Starts the real CLI in a process of its own, with the environment of the test. */
export const startMxp = (...args: readonly string[]) => spawn(process.execPath, [MXP, ...args]);

/** The same to its end; `input` is its standard input. */
export async function mxp(args: readonly string[], input = '') {
  const child = startMxp(...args);
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [code, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, out, err };
}
