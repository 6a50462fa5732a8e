import type { Readable } from 'node:stream';
import type { Command } from 'commander';
import type { Answer } from '../commands/answer.ts';
import { type Connection, connect } from '../connection.ts';
import { findDeployment } from '../deployment.ts';

/** The outside of the program. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Resolves when `out` can take more; absent: it always can. */
  readonly drained?: () => Promise<void>;
  readonly stdin: Readable;
  /** Lines of the terminal that `out` writes to; absent when it is no terminal. */
  readonly rows?: number;
  /** `err` writes to a terminal, where a line may be written over. */
  readonly overwrites: boolean;
}

/** Options that every command takes. */
export interface GlobalOptions {
  readonly stack?: string;
  readonly json?: boolean;
}

/** One call of a command. */
export interface Call<Options> {
  readonly args: readonly (string | undefined)[];
  readonly options: Options & GlobalOptions;
  readonly io: Io;
  /** The deployment that the options name. */
  readonly connect: () => Promise<Connection>;
  /** Shows an answer; the last one decides the exit code. */
  readonly show: (answer: Answer) => void;
}

/** Gives commands their work and keeps the exit code. */
export interface Shell {
  does<Options>(command: Command, work: (call: Call<Options>) => Promise<Answer | undefined>): Command;
  exitCode(): number;
}

/** Answers go to `out`: one JSON document with `--json`, text without. */
export function createShell(io: Io): Shell {
  let failed = false;
  return {
    does: (command, work) =>
      command.action(async () => {
        const options = command.optsWithGlobals();
        const show = (answer: Answer) => {
          failed = answer.failed === true;
          io.out(`${options['json'] ? JSON.stringify(answer.json, undefined, 2) : answer.text}\n`);
        };
        const answer = await work({
          args: command.processedArgs,
          options: options as never,
          io,
          connect: async () => connect(await findDeployment(options['stack'])),
          show,
        });
        if (answer) show(answer);
      }),
    exitCode: () => (failed ? 1 : 0),
  };
}
