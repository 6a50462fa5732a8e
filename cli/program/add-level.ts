import type { Command } from 'commander';
import { levelsAnswer, readLevels, setLevel } from '../commands/level.ts';
import type { Shell } from './shell.ts';

const EXAMPLES = `
Levels: slow, normal, fast, very-fast, boost. \`mxp rules list --level fast\` shows the limits of one.

Examples:
  mxp level
  mxp level set shared fast`;

/** `mxp level [show]` and `mxp level set`. */
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
    .addHelpText('after', '\nExample:\n  mxp level set shared fast');
  shell.does(set, async ({ args: [pool = '', name = ''], connect }) => setLevel(await connect(), pool, name));
}
