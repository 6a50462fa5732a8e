import { Readable } from 'node:stream';
import { run } from '../../../cli/program/run.ts';

/** What one command line wrote and ended with. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process; `input` is its standard input. */
export async function mxp(args: readonly string[], input = ''): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(args, {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    stdin: Readable.from([Buffer.from(input)]),
    overwrites: false,
  });
  return { code, out: out.join(''), err: err.join('') };
}
