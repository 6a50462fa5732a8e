import type { Command } from 'commander';
import { levelsAnswer, readLevels, setLevel, unsetLevel } from '../commands/level.ts';
import type { Shell } from './shell.ts';

const EXAMPLES = `
Levels: slow, normal, fast, very-fast, boost. \`mxp rules list --level fast\` shows the limits of one.

Examples:
  mxp level
  mxp level set shared fast
  mxp level unset shared`;

/** `mxp level [show]`, `mxp level set` and `mxp level unset`. */
export function addLevel(program: Command, shell: Shell): void {
  const level = program
    .command('level')
    .summary('how fast a pool may go')
    .description('Shows and changes the throughput level of pools, by which every MX rule has its limits.')
    .addHelpText('after', EXAMPLES);
  const show = level.command('show', { isDefault: true }).description('Shows the level of each pool.');
  shell.does(show, async ({ connect }) => levelsAnswer(await readLevels(await connect())));
  const set = level
    .command('set')
    .argument('<pool>')
    .argument('<level>', 'slow, normal, fast, very-fast or boost')
    .description('Changes the level of a pool within a minute; no counter is reset.')
    .addHelpText(
      'after',
      '\nIt stands until the next `mxp level`, or a deployment that gives the pool another level.\n\nExample:\n  mxp level set shared fast',
    );
  shell.does(set, async ({ args: [pool = '', name = ''], connect }) => setLevel(await connect(), pool, name));
  const unset = level
    .command('unset')
    .argument('<pool>')
    .description('Gives a pool the level of the deployment again, within a minute.')
    .addHelpText('after', '\nExample:\n  mxp level unset shared');
  shell.does(unset, async ({ args: [pool = ''], connect }) => unsetLevel(await connect(), pool));
}
