import type { Command } from 'commander';
import { dayCountsAnswer, readDayCounts, resetAnswer, resetDayCounts } from '../commands/quota.ts';
import { UsageError } from '../user-error.ts';
import type { Shell } from './shell.ts';

const RESET_EXAMPLES = `
Slots are never reset: they are what keeps the limits per hour and minute.

Examples:
  mxp quota reset 'news|rule|google|day'
  mxp quota reset --yes                         every day counter`;

/** `mxp quota show` and `mxp quota reset`. */
export function addQuota(program: Command, shell: Shell): void {
  const quota = program
    .command('quota')
    .summary('counters of limits per day')
    .description('Shows and resets the counters of limits per day.');
  const show = quota
    .command('show')
    .description('Shows what each limit per day has counted in the last 24 hours.');
  shell.does(show, async ({ connect }) => dayCountsAnswer(await readDayCounts(await connect())));

  const reset = quota
    .command('reset')
    .argument('[key]', 'one day counter, as `mxp quota show` names it')
    .option('--yes', 'without a key: yes, all of them')
    .description('Sets day counters to 0, so that their limit starts anew.')
    .addHelpText('after', RESET_EXAMPLES);
  shell.does<{ readonly yes?: boolean }>(reset, async ({ args: [key], options, connect }) => {
    if (key === undefined && !options.yes)
      throw new UsageError('name a day counter, or add --yes to reset all of them');
    return resetAnswer(await resetDayCounts(await connect(), key));
  });
}
