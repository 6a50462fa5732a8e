import type { QuotaScope } from '../quota/key.ts';
import type { MxRule, RuleSet } from './rule-set.ts';
import type { MxRuleData } from './schema.ts';

/** Who takes a host's mail from a pool, before and after. */
export interface Taking {
  readonly pool?: string;
  readonly was: MxRule;
  readonly is: MxRule;
}

/** All pools that rules are for, and undefined for those that none names. */
export const poolsNamed = (...sets: readonly RuleSet[]): readonly (string | undefined)[] => [
  ...new Set([undefined, ...sets.flatMap(({ rules }) => rules.flatMap(({ pools = [] }) => pools))]),
];

/** A rule's examples under each pool, whatever rules take them. */
export const takingsOf = (
  { examples }: MxRuleData,
  before: RuleSet,
  after: RuleSet,
  pools: readonly (string | undefined)[],
): readonly Taking[] =>
  pools.flatMap((pool) =>
    examples.map((host) => ({
      ...(pool === undefined ? {} : { pool }),
      was: before.match(host, pool),
      is: after.match(host, pool),
    })),
  );

/** The fewer hosts a counter is for, the more counters there are, each with the whole limit. */
const COUNTERS: Readonly<Record<QuotaScope, number>> = { rule: 0, operator: 1, host: 2 };

export const countsFiner = (was: MxRule, is: MxRule): boolean => COUNTERS[is.scope] > COUNTERS[was.scope];

const counterOf = ({ pool = '', was }: Taking): string => `${pool}|${was.group}`;

/** The counters of scope `rule` whose hosts are no longer all of one group; a group that is only renamed splits none. */
function splitCounters(takings: readonly Taking[]): ReadonlySet<string> {
  const counted = takings.filter(({ was, is }) => was.scope === 'rule' && is.scope === 'rule');
  const split = [...Map.groupBy(counted, counterOf)].filter(
    ([, hosts]) => new Set(hosts.map(({ is }) => is.group)).size > 1,
  );
  return new Set(split.map(([counter]) => counter));
}

/** Tells of a taking whether more counters than before are kept for the hosts that it was counted with. */
export function splitsAmong(takings: readonly Taking[]): (taking: Taking) => boolean {
  const split = splitCounters(takings);
  return (taking) =>
    countsFiner(taking.was, taking.is) || (taking.was.scope === 'rule' && split.has(counterOf(taking)));
}
