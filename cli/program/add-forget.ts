import type { Command } from 'commander';
import { addressOf } from '../quarantine/address.ts';
import { forget } from '../quarantine/forget.ts';
import type { Shell } from './shell.ts';

const EXAMPLES = `
A keyed hash of the address stays, so that whoever is suppressed stays so. What cannot be reached is named.

Examples:
  mxp forget jane@example.com
  mxp forget jane@example.com --ses             off SES's own suppression list as well`;

/** `mxp forget`. */
export function addForget(program: Command, shell: Shell): void {
  const command = program
    .command('forget')
    .summary('erase an address for good')
    .description('Erases an address from its record and its evidence.')
    .argument('<address>')
    .option('--ses', "take it off SES's suppression list too")
    .addHelpText('after', EXAMPLES);
  shell.does<{ readonly ses?: boolean }>(command, async ({ args, options, connect }) => {
    const address = addressOf(args[0] ?? '');
    return forget(await connect(), address, { lift: options.ses === true });
  });
}
