import { isDeepStrictEqual } from 'node:util';
import type { ResolvedRule } from './check-rule.ts';
import type { MxRuleData } from './schema.ts';

/** Rules of one group share a counter per pool, which can keep one limit only: what two rules for one pool must not differ in. */
export function checkGroups(rules: readonly ResolvedRule[]): readonly string[] {
  const counted = rules.filter(({ scope }) => scope === 'rule');
  return [...Map.groupBy(counted, ({ rule }) => groupOf(rule))].flatMap(([group, members]) =>
    members.length === 1 ? [] : checkGroup(group, members),
  );
}

const groupOf = ({ group, id }: MxRuleData): string => group ?? id;

/** Members with a kind of pools and limits that no earlier one had are kept: there are few, however many the members. */
function checkGroup(group: string, members: readonly ResolvedRule[]): readonly string[] {
  const kinds: ResolvedRule[] = [];
  return members.flatMap((member) => {
    const rival = kinds.find((other) => sharePool(member.rule, other.rule) && !sameLimits(member, other));
    if (!kinds.some((other) => sameKind(member, other))) kinds.push(member);
    return rival ? [sayRival(group, member.rule, rival.rule)] : [];
  });
}

const sharePool = ({ pools: one }: MxRuleData, { pools: other }: MxRuleData): boolean =>
  one === undefined || other === undefined || one.some((pool) => other.includes(pool));

const sameLimits = (one: ResolvedRule, other: ResolvedRule): boolean =>
  isDeepStrictEqual(one.limits, other.limits);

const sameKind = (one: ResolvedRule, other: ResolvedRule): boolean =>
  isDeepStrictEqual(one.rule.pools, other.rule.pools) && sameLimits(one, other);

const sayRival = (group: string, rule: MxRuleData, rival: MxRuleData): string =>
  `rule '${rule.id}': shares group '${group}' with rule '${rival.id}' but has other limits; make them equal`;
