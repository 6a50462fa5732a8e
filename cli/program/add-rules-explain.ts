import type { Command } from 'commander';
import { deployedView } from '../commands/rules-view.ts';
import { readLayered } from '../overrides/layered.ts';
import { rulePorts } from '../overrides/ports.ts';
import { explainRule } from '../rules-explain/explain-rule.ts';
import type { Shell } from './shell.ts';

const EXAMPLES = `
Examples:
  mxp rules explain aspmx.l.google.com
  mxp rules explain '*.google.com' --pool news`;

/** `mxp rules explain`. */
export function addRulesExplain(rules: Command, shell: Shell): void {
  const explain = rules
    .command('explain')
    .argument('<MX host or mask>')
    .option('--pool <name>', "for this pool instead of the deployment's default")
    .description('Tells which rule takes an MX host, and where each field of the rule comes from.')
    .addHelpText('after', EXAMPLES);
  shell.does<{ readonly pool?: string }>(explain, async ({ args, options: { pool }, connect }) => {
    const connection = await connect();
    const view = await deployedView(connection, pool ? { pool } : {});
    return explainRule(args[0] ?? '', {
      layered: await readLayered(rulePorts(connection)),
      pool: view.pool,
      deployed: connection.deployment.settings.pools[view.pool.name]?.level ?? view.pool.level,
      now: connection.clock.now(),
    });
  });
}
