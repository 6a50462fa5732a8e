import { type Command, Option } from 'commander';
import type { FieldTarget } from '../../shared/rules/edit-overrides.ts';
import { checkField, readAssignments } from '../overrides/assignments.ts';
import { change } from '../overrides/change.ts';
import {
  adding,
  addingBounces,
  dropping,
  droppingBounce,
  type Edit,
  keeping,
  setting,
  switchingOff,
} from '../overrides/edits.ts';
import { listConflicts, listOverrides } from '../overrides/list.ts';
import { readRuleFile } from '../overrides/rule-file.ts';
import { UsageError } from '../user-error.ts';
import { userName } from '../user-name.ts';
import type { Call, Shell } from './shell.ts';

interface OverrideFlags {
  readonly yes?: boolean;
  readonly why?: string;
  readonly class?: boolean;
  readonly before?: string | true;
  readonly after?: boolean;
}

const EXAMPLES = `
Overrides are this deployment's own changes of the feed's rules. They survive every synchronisation; where the feed
changes what they are set over, ours stays in force and \`conflicts\` lists it. Each change shows what it makes of the
rules in force, and is done with --yes: in force within a minute, resetting no counter.

Examples:
  mxp rules override set google limit=1500/h limit.fast=4000/h --why "deferrals at 2000"
  mxp rules override set yahoo masks+='*.yahoo-mail.example' perDay=20000/d
  mxp rules override set google cap=              without the field
  mxp rules override set --class hoster rate=300/h
  mxp rules override add my-provider.yaml --before hetzner --yes
  mxp rules override bounce add my-bounces.yaml --before --yes
  mxp rules override bounce off greylisted
  mxp rules override keep google limit            the feed's change below ours is known
  mxp rules override drop google limit.fast`;

const changing = (command: Command): Command =>
  command.option('--yes', 'do it; without it the change is only shown');
const targeting = (command: Command): Command =>
  changing(command).option('--class', 'the name is that of a class');

const doing = async (call: Call<OverrideFlags>, edit: Edit) =>
  change(await call.connect(), edit, { by: userName(), yes: call.options.yes === true });

const kindOf = ({ class: isClass }: OverrideFlags): FieldTarget['of'] => (isClass ? 'class' : 'rule');

/** `google` or `google,google-ads`: rules that share a counter are changed together. */
const targetsOf = ({ args, options }: Call<OverrideFlags>): readonly FieldTarget[] =>
  (args[0] ?? '').split(',').map((name) => ({ of: kindOf(options), name }));

/** A variadic argument comes as a list. */
const restOf = ({ args }: Call<OverrideFlags>): readonly string[] => [args[1] ?? []].flat();

function fieldsCall(call: Call<OverrideFlags>): readonly [FieldTarget, readonly string[]] {
  const target = { of: kindOf(call.options), name: call.args[0] ?? '' };
  const fields = restOf(call).map((field) => (field === 'masks+' ? 'addMasks' : field));
  for (const field of fields) if (field !== 'addMasks') checkField(field, target.of);
  return [target, fields];
}

function addBounceOverrides(override: Command, shell: Shell): void {
  const bounce = override
    .command('bounce')
    .description("Adds own bounce rules, and switches the feed's off.");
  const add = changing(bounce.command('add'))
    .argument('<file>', 'YAML or JSON: one bounce rule, or a list')
    .addOption(new Option('--before', "they are asked before the feed's").conflicts('after'))
    .option('--after', "they are asked after the feed's")
    .description('Adds own bounce rules, in place of own ones of the same ids.');
  shell.does<OverrideFlags>(add, async (call) => {
    const { before, after } = call.options;
    if (!before && !after) throw new UsageError("say --before or --after: where they stand to the feed's");
    return doing(call, addingBounces(readRuleFile(call.args[0] ?? ''), before ? 'before' : 'after'));
  });
  const off = changing(bounce.command('off'))
    .argument('<id>')
    .description('Switches a bounce rule of the feed off.');
  shell.does<OverrideFlags>(off, async (call) => doing(call, switchingOff(call.args[0] ?? '')));
  const drop = changing(bounce.command('drop'))
    .argument('<id>')
    .description("Takes an own bounce rule back, or uses the feed's again.");
  shell.does<OverrideFlags>(drop, async (call) => doing(call, droppingBounce(call.args[0] ?? '')));
}

function addFieldOverrides(override: Command, shell: Shell): void {
  const set = targeting(override.command('set'))
    .argument('<rule>', 'id of an MX rule; several with commas')
    .argument('<field=value...>', 'limit=900/h, limit.fast=2000/h, masks+=*.x.example, cap= …')
    .option('--why <text>', 'kept with the override')
    .description('Sets single fields of a rule or class.');
  shell.does<OverrideFlags>(set, async (call) => {
    const { why } = call.options;
    const fields = readAssignments(restOf(call), kindOf(call.options));
    return doing(call, setting(targetsOf(call), fields, { by: userName(), ...(why ? { why } : {}) }));
  });
  const drop = targeting(override.command('drop'))
    .argument('<rule>')
    .argument('[field...]', 'limit, limit.fast, masks+ …; all without one')
    .description('Takes an own rule back, or what is set over a rule or class.');
  shell.does<OverrideFlags>(drop, async (call) => doing(call, dropping(...fieldsCall(call))));
  const keep = targeting(override.command('keep'))
    .argument('<rule>')
    .argument('[field...]', 'all without one')
    .description('Keeps ours over what the feed has now, and ends the conflict.');
  shell.does<OverrideFlags>(keep, async (call) => doing(call, keeping(...fieldsCall(call))));
}

/** `mxp rules override …`. */
export function addOverrides(rules: Command, shell: Shell): void {
  const override = rules
    .command('override')
    .summary("this deployment's own changes of the feed's rules")
    .description("Lists and changes what this deployment does otherwise than its feed's rules.")
    .addHelpText('after', EXAMPLES);
  const list = override.command('list', { isDefault: true }).description('Lists the overrides.');
  shell.does(list, async ({ connect }) => listOverrides(await connect()));
  const conflicts = override
    .command('conflicts')
    .description('Lists where the feed has changed below overrides; exit code 1 while there are any.');
  shell.does(conflicts, async ({ connect }) => listConflicts(await connect()));
  const add = changing(override.command('add'))
    .argument('<file>', 'YAML or JSON: one MX rule, or a list')
    .option('--before <rule>', 'they come before this rule; first without it')
    .description('Adds own MX rules, in place of own ones of the same ids.');
  shell.does<OverrideFlags>(add, async (call) => {
    const { before } = call.options;
    return doing(
      call,
      adding(readRuleFile(call.args[0] ?? ''), typeof before === 'string' ? before : undefined),
    );
  });
  addFieldOverrides(override, shell);
  addBounceOverrides(override, shell);
}
