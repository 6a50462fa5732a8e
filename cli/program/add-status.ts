import type { Command } from 'commander';
import { SECOND } from '../../shared/time/units.ts';
import { overviewAnswer, readOverview } from '../commands/overview.ts';
import type { Connection } from '../connection.ts';
import { UsageError } from '../user-error.ts';
import type { Io, Shell } from './shell.ts';

const EXAMPLES = `
USED counts the last hour or minute, whichever the limit is for. States: idle; pacing (slots are out, nothing waits);
draining (what waits gets every slot); kept back (paused, held or not due yet); no MX (the domain cannot be looked up).

Examples:
  mxp status
  mxp status --watch
  mxp status --json | jq '.keys[] | select(.waiting > 0)'`;

const REDRAW_EVERY = 2 * SECOND;

const HOME_AND_CLEAR = '\x1b[H\x1b[J';

/** What fits the terminal; the lines that do not are counted. */
export function fitting(text: string, rows: number): string {
  const lines = text.split('\n');
  const room = Math.max(1, rows - 1);
  if (lines.length <= room) return text;
  const shown = lines.slice(0, room - 1);
  return [...shown, `… ${lines.length - shown.length} more lines`].join('\n');
}

/** Draws over and over until the process is ended; without a terminal the pictures follow each other. */
async function watch(connection: Connection, { out, rows }: Io): Promise<never> {
  for (;;) {
    const { text } = overviewAnswer(await readOverview(connection));
    out(rows === undefined ? `${text}\n\n` : `${HOME_AND_CLEAR}${fitting(text, rows)}\n`);
    await connection.clock.sleep(REDRAW_EVERY);
  }
}

/** `mxp status`: quota keys, pauses, holds and the account's limits. */
export function addStatus(program: Command, shell: Shell): void {
  const command = program
    .command('status')
    .summary('quota keys, pauses, holds, SES limits')
    .description(
      'Shows every quota key with its limit, use, waiting mail and time to drain, then what keeps mail back.',
    )
    .option('--watch', 'draw again every 2 seconds, until ctrl-C')
    .addHelpText('after', EXAMPLES);
  shell.does<{ readonly watch?: boolean }>(command, async ({ options, io, connect }) => {
    if (options.watch && options.json) throw new UsageError('--watch draws for people; leave out --json');
    const connection = await connect();
    return options.watch ? watch(connection, io) : overviewAnswer(await readOverview(connection));
  });
}
