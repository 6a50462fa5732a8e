import shipped from '../../rules/shipped.json' with { type: 'json' };
import { levelInForce } from '../../shared/control/level-in-force.ts';
import type { ActiveRules } from '../../shared/ports/rules-source.ts';
import { loadRuleSet } from '../../shared/rules/load-rule-set.ts';
import type { Pool, ThroughputLevel } from '../../shared/settings/settings.ts';
import type { Connection } from '../connection.ts';
import { UserError } from '../user-error.ts';

/** The rules as one pool is held to them. */
export interface RulesView {
  readonly active: ActiveRules;
  readonly pool: Pool;
  /** `address:port` each; the system's when absent. */
  readonly dnsServers?: readonly string[];
}

/** `level` asks what would hold at another level than the pool's own. */
export interface ViewOptions {
  readonly pool?: string;
  readonly level?: ThroughputLevel;
}

/** The rules and the level in force at a deployment, for one of its pools; throws a UserError when it has no such pool. */
export async function deployedView(
  { deployment, rules, control }: Pick<Connection, 'deployment' | 'rules' | 'control'>,
  options: ViewOptions,
): Promise<RulesView> {
  const { pools, defaultPool } = deployment.settings;
  const name = options.pool ?? defaultPool;
  const pool = Object.hasOwn(pools, name) ? pools[name] : undefined;
  if (!pool) throw new UserError(`there is no pool ${name}; there is ${Object.keys(pools).join(', ')}`);
  const servers = deployment.dnsServers;
  const [active, { levels }] = await Promise.all([rules.active(), control.load()]);
  return {
    active,
    pool: { ...pool, level: options.level ?? levelInForce(pool, levels) },
    ...(servers ? { dnsServers: servers } : {}),
  };
}

/** The rules that ship with MX Pacer, for one sending IP; needs no deployment. */
export const shippedView = (level: ThroughputLevel = 'normal'): RulesView => ({
  active: { current: loadRuleSet(shipped), activatedAt: 0 },
  pool: { name: 'shared', ipCount: 1, level, configurationSets: [] },
});

/** `pool shared: level normal, 1 sending IP`. */
export const poolText = ({ pool: { name, level, ipCount } }: RulesView): string =>
  `pool ${name}: level ${level}, ${ipCount} sending IP${ipCount === 1 ? '' : 's'}`;
