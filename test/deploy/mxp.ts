import { runCommand } from './run-command.ts';

/** Runs a command of `mxp` and answers its JSON. */
export type Mxp = (...args: readonly string[]) => Promise<Readonly<Record<string, unknown>>>;

/** `env` names the emulator. */
export const createMxp =
  (env: Readonly<Record<string, string>>): Mxp =>
  async (...args) =>
    JSON.parse(await runCommand(process.execPath, ['cli/mxp.ts', ...args, '--json'], env)) as Readonly<
      Record<string, unknown>
    >;
