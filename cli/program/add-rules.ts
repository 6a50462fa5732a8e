import { type Command, Option } from 'commander';
import { createDns } from '../../shared/aws/dns.ts';
import { readDnsServers } from '../../shared/aws/environment.ts';
import { systemClock } from '../../shared/aws/system-clock.ts';
import { createMxDirectory } from '../../shared/mx/directory.ts';
import { THROUGHPUT_LEVELS } from '../../shared/settings/settings.ts';
import { listRules } from '../commands/list-rules.ts';
import { matchRule, targetOf } from '../commands/match-rule.ts';
import { deployedView, type RulesView, shippedView, type ViewOptions } from '../commands/rules-view.ts';
import { showRules } from '../rules/show.ts';
import { addOverrides } from './add-overrides.ts';
import { addRuleSync } from './add-rule-sync.ts';
import { addRulesExplain } from './add-rules-explain.ts';
import { addRulesImport } from './add-rules-import.ts';
import { addRulesLint } from './add-rules-lint.ts';
import type { Call, Shell } from './shell.ts';

interface RulesFlags extends ViewOptions {
  readonly shipped?: boolean;
}

const LIST_EXAMPLES = `
LIMIT and PER DAY are the pool's as a whole, CONN and PER CONN each sending IP's. TIME-OUTS are for connecting, for the end of
a message and for anything else. SES hides connections, so CONN, PER CONN, TIME-OUTS and TLS do not apply on SES pools.

Examples:
  mxp rules list --pool news
  mxp rules list --shipped --level fast`;

const MATCH_EXAMPLES = `
Looks an address's MX up as the throttler does. MXP_DNS_SERVERS names other DNS servers, address:port each.

Examples:
  mxp rules match jane@example.com
  mxp rules match @example.com                  the domain alone
  mxp rules match aspmx.l.google.com --shipped  an MX host, without any deployment`;

async function viewOf({ options, connect }: Call<RulesFlags>): Promise<RulesView> {
  const { shipped, pool, level } = options;
  if (shipped) return shippedView(level);
  return deployedView(await connect(), { ...(pool ? { pool } : {}), ...(level ? { level } : {}) });
}

const SHOW_EXAMPLES = `
RIGHT counts replies of which type and reason are judged as an expert reads them, AT FIRST before any rule was mended by them.
HARD PRECISION is the share of hard answers that are so, HARD RECALL the share of unknown users that are found.

Examples:
  mxp rules show
  mxp rules show --shipped   without any deployment`;

function addShow(rules: Command, shell: Shell): void {
  const show = rules
    .command('show')
    .option('--shipped', 'the rules that ship with MX Pacer; needs no deployment')
    .description(
      'Tells what the rule set in force holds, and how right its bounce rules are on labelled replies.',
    )
    .addHelpText('after', SHOW_EXAMPLES);
  shell.does<{ readonly shipped?: boolean }>(show, async ({ options, connect }) => {
    const { active } = options.shipped ? shippedView() : await deployedView(await connect(), {});
    return showRules(active.current);
  });
}

const withFlags = (command: Command): Command =>
  command
    .addOption(
      new Option('--shipped', 'the rules that ship with MX Pacer; needs no deployment').conflicts('pool'),
    )
    .option('--pool <name>', "for this pool instead of the deployment's default")
    .addOption(new Option('--level <level>', 'as it were at this level').choices(THROUGHPUT_LEVELS));

/** `mxp rules list`, `mxp rules match` and `mxp rules lint`. */
export function addRules(program: Command, shell: Shell): void {
  const rules = program
    .command('rules')
    .summary('MX rules, and which one an address falls under')
    .description('Shows the MX rules in force and what they make of an address, and checks rules.');
  const list = withFlags(rules.command('list'))
    .description('Lists the rules in the order of matching, with their limits at the level of a pool.')
    .addHelpText('after', LIST_EXAMPLES);
  shell.does<RulesFlags>(list, async (call) => listRules(await viewOf(call)));

  const match = withFlags(rules.command('match'))
    .argument('<address or MX host>')
    .description('Tells the MX host, the rule, the quota key and the limits of an address or MX host.')
    .addHelpText('after', MATCH_EXAMPLES);
  shell.does<RulesFlags>(match, async (call) => {
    const target = targetOf(call.args[0] ?? '');
    const view = await viewOf(call);
    const servers = view.dnsServers ?? readDnsServers(process.env);
    const directory = createMxDirectory({ dns: createDns({ servers }), clock: systemClock });
    return matchRule(target, view, { directory, now: systemClock.now() });
  });

  addShow(rules, shell);
  addRulesLint(rules, shell);
  addRuleSync(rules, shell);
  addOverrides(rules, shell);
  addRulesExplain(rules, shell);
  addRulesImport(rules, shell);
}
