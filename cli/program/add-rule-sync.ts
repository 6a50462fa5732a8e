import { type Command, Option } from 'commander';
import { goCustom, leaveCustom } from '../../shared/rule-sync/custom.ts';
import { promote, withdraw } from '../../shared/rule-sync/held.ts';
import { rollback } from '../../shared/rule-sync/rollback.ts';
import { setOff, setOn } from '../../shared/rule-sync/switch-sync.ts';
import { rulePorts } from '../overrides/ports.ts';
import { diffVersions } from '../rules/diff.ts';
import { rulesHistory } from '../rules/history.ts';
import { changeAnswer } from '../rules/result-text.ts';
import { syncNow } from '../rules/sync.ts';
import { userName } from '../user-name.ts';
import type { Shell } from './shell.ts';

const SYNC_EXAMPLES = `
Whatever is wrong with the feed, the rules in force stay. A release that removes or loosens more than a quarter of the rules
is held until you accept it. Overrides survive. Exit code 1 when the feed could not be had, or its release is held.

Examples:
  mxp rules sync
  mxp rules sync --accept
  mxp rules sync --feed https://feed.example.com/rules/ --key 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=`;

const DIFF_EXAMPLES = `
A version is one of \`mxp rules history\`, the first characters of its SET (8 or more), or one of the words current,
previous, held, shipped.

Examples:
  mxp rules diff                       what the last change changed
  mxp rules diff held                  what the release that is held would change
  mxp rules diff shipped current`;

const ROLLBACK_EXAMPLES = `
The release that is left is held, so that the next synchronisation does not bring it back; the one after it is taken.

Examples:
  mxp rules rollback
  mxp rules rollback 2026.11.20`;

const CUSTOM_EXAMPLES = `
custom on keeps a copy of the rules in force, which no feed and no update of MX Pacer changes any more. custom off shows
what the feed's rules would change; with --yes they are in force again.

Examples:
  mxp rules custom on
  mxp rules custom off
  mxp rules custom off --yes`;

const TRIAL_EXAMPLES = `
\`mxp status\` shows the trial that runs and what was counted. Left alone, it is judged at the next synchronisation.
A release that is withdrawn stays held until \`mxp rules sync --accept\`.

Examples:
  mxp rules promote
  mxp rules withdraw --why "421 from Google since noon"`;

interface SyncOptions {
  readonly accept?: boolean;
  readonly feed?: string;
  readonly key?: readonly string[];
}

const IN_FORCE = 'in force within a minute. No counter is reset.';

function addSync(rules: Command, shell: Shell): void {
  const sync = rules
    .command('sync')
    .description("Brings the rules up to the feed's newest release, as the deployment does every night.")
    .option('--accept', 'let a release through that is held')
    .addOption(new Option('--feed <address>', "another feed than the deployment's"))
    .addOption(new Option('--key <key...>', 'public keys that are trusted for it'))
    .addHelpText('after', SYNC_EXAMPLES);
  shell.does<SyncOptions>(sync, async ({ options: { accept, feed, key }, connect }) =>
    syncNow(await connect(), {
      ...{ accept: accept === true, by: userName() },
      ...(feed === undefined ? {} : { feed }),
      ...(key === undefined ? {} : { keys: key }),
    }),
  );
}

function addVersions(rules: Command, shell: Shell): void {
  const history = rules.command('history').description('Lists the last 30 sets of rules, who and why.');
  shell.does(history, async ({ connect }) => rulesHistory(await connect()));
  const diff = rules
    .command('diff')
    .argument('[from]', 'previous when left out')
    .argument('[to]', 'current when left out')
    .description('Shows what one set of rules does otherwise than another.')
    .addHelpText('after', DIFF_EXAMPLES);
  shell.does(diff, async ({ args: [from, to], connect }) => diffVersions(await connect(), from, to));
  const back = rules
    .command('rollback')
    .argument('[version]', 'the one before when left out')
    .description('Puts an earlier set of rules in force again.')
    .addHelpText('after', ROLLBACK_EXAMPLES);
  shell.does(back, async ({ args: [to], connect }) => {
    const by = userName();
    const result = await rollback(rulePorts(await connect()), { by, ...(to === undefined ? {} : { to }) });
    return changeAnswer(result, (version) => `Back to version ${version}, ${IN_FORCE}`);
  });
}

function addTrial(rules: Command, shell: Shell): void {
  const well = rules
    .command('promote')
    .description('Gives all quota keys the release that a share of them tries.')
    .addHelpText('after', TRIAL_EXAMPLES);
  shell.does(well, async ({ connect }) => {
    const result = await promote(rulePorts(await connect()), { by: userName() });
    return changeAnswer(result, (version) => `Version ${version} for all keys, ${IN_FORCE}`);
  });
  const ill = rules
    .command('withdraw')
    .description('Ends the trial of a release: no quota key has it, and it is held.')
    .option('--why <reason>', 'kept with the release that is held', 'no reason given')
    .addHelpText('after', TRIAL_EXAMPLES);
  shell.does<{ readonly why: string }>(ill, async ({ options: { why }, connect }) => {
    const result = await withdraw(rulePorts(await connect()), { by: userName(), why });
    return changeAnswer(result, (version) => `Version ${version} for all keys, ${IN_FORCE}`);
  });
}

function addCustom(rules: Command, shell: Shell): void {
  const custom = rules
    .command('custom')
    .description('Freezes the rules as they are, or goes back to those of the feed.')
    .addHelpText('after', CUSTOM_EXAMPLES);
  const on = custom.command('on').description('Freezes MX rules and bounce rules as they are.');
  shell.does(on, async ({ connect }) => {
    const result = await goCustom(rulePorts(await connect()), { by: userName() });
    return changeAnswer(result, () => 'The rules are custom; `mxp rules custom off` shows the way back.');
  });
  const off = custom
    .command('off')
    .description("Goes back to the feed's rules; shows first what that changes.")
    .option('--yes', 'do it; without it the change is only shown');
  shell.does<{ readonly yes?: boolean }>(off, async ({ options: { yes }, connect }) => {
    const result = await leaveCustom(rulePorts(await connect()), { by: userName(), yes: yes === true });
    return changeAnswer(result, (version) => `Version ${version} of the feed, ${IN_FORCE}`);
  });
}

function addSwitch(rules: Command, shell: Shell): void {
  const on = rules.command('on').description('Takes the nightly synchronisation up again.');
  shell.does(on, async ({ connect }) =>
    changeAnswer(await setOn(rulePorts(await connect())), () => 'Rules are synchronised every night.'),
  );
  const off = rules
    .command('off')
    .description('Ends the nightly synchronisation; the rules stay as they are.');
  shell.does(off, async ({ connect }) =>
    changeAnswer(
      await setOff(rulePorts(await connect()), userName()),
      (version) => `Rules are not synchronised any more; version ${version} stays in force.`,
    ),
  );
}

/** `mxp rules sync`, `history`, `diff`, `rollback`, `promote`, `withdraw`, `custom`, `on` and `off`. */
export function addRuleSync(rules: Command, shell: Shell): void {
  addSync(rules, shell);
  addVersions(rules, shell);
  addTrial(rules, shell);
  addCustom(rules, shell);
  addSwitch(rules, shell);
}
