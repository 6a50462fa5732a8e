import { CommanderError } from 'commander';
import { failureOf } from './failure.ts';
import { createProgram } from './program.ts';
import { createShell, type Io } from './shell.ts';

/** Runs one command line (without `node` and the script's name); answers the exit code: 0, 1, or 2 for wrong usage. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const json = args.includes('--json');
  const shell = createShell(io);
  const program = createProgram(shell, { out: io.out, err: json ? () => undefined : io.err });
  try {
    await program.parseAsync(args, { from: 'user' });
    return shell.exitCode();
  } catch (error) {
    const failure = failureOf(error);
    if (!failure) return 0;
    const { message, stack, exitCode } = failure;
    const helpWasShown = error instanceof CommanderError && error.code === 'commander.help';
    if (json) io.err(`${JSON.stringify({ error: message })}\n`);
    else if (!helpWasShown) io.err(`${stack ?? message}\n`);
    return exitCode;
  }
}
