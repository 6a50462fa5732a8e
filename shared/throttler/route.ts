import type { Mail } from '../message/mail.ts';
import { operatorOf } from '../mx/operator.ts';
import type { ControlSnapshot } from '../ports/control-store.ts';
import type { Pace } from '../ports/quota-store.ts';
import type { ActiveRules } from '../ports/rules-source.ts';
import type { DayLimit } from '../quota/day-counter.ts';
import { dayKey, mxKey, type QuotaKey } from '../quota/key.ts';
import { paceOf } from '../quota/pace.ts';
import { TOLERANCES, type Tolerance } from '../quota/period.ts';
import { HORIZON } from '../quota/spacing.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import type { Pool, Settings } from '../settings/settings.ts';
import { type EpochMillis, MINUTE, toMillis } from '../time/units.ts';

/** What a mail is counted by, and how fast that may go. */
export interface Route {
  readonly key: QuotaKey;
  readonly rule: string;
  readonly mx: string;
  readonly ruleSet: string;
  readonly pace: Pace;
  readonly tolerance: Tolerance;
  readonly day?: DayLimit;
  /** The key is new: until then senders of the rules before may still be at work under another key. */
  readonly waitUntil?: EpochMillis;
}

/** Functions follow a change of rules within a minute. */
const CACHE_MINUTE = MINUTE;

function keyUnder(rules: RuleSet, pool: Pool, mx: string): Route {
  const rule = rules.match(mx);
  const name = { rule: rule.group, host: mx, operator: operatorOf(mx) }[rule.scope];
  const key = mxKey(pool.name, rule.scope, name);
  const limits = rules.limits(rule, pool.level);
  const day =
    limits.perDay === undefined ? {} : { day: { key: dayKey(key), limit: limits.perDay * pool.ipCount } };
  return {
    key,
    rule: rule.id,
    mx,
    ruleSet: rules.version,
    pace: paceOf(limits.messages * pool.ipCount, limits.period, rule.id),
    tolerance: TOLERANCES[limits.period],
    ...day,
  };
}

/** The quota key and limits of mail from `pool` to the MX host `mx` under the rules in force. */
export function routeTo(mx: string, pool: Pool, active: ActiveRules, now: EpochMillis): Route {
  const route = keyUnder(active.current, pool, mx);
  const before = active.previous && keyUnder(active.previous, pool, mx);
  if (!before || before.key === route.key) return route;
  const spacing = toMillis(Math.max(route.pace.spacing, before.pace.spacing));
  const until = active.activatedAt + CACHE_MINUTE + toMillis(HORIZON) + spacing + route.tolerance.skew;
  return now < until ? { ...route, waitUntil: until } : route;
}

/** The pool that a mail leaves from, at the level in force; parsing has refused unknown names. */
export const poolOf = (
  mail: Mail,
  { pools }: Pick<Settings, 'pools'>,
  { levels }: Pick<ControlSnapshot, 'levels'>,
): Pool => {
  const pool = pools[mail.pool];
  if (!pool) throw new Error(`unknown pool ${mail.pool}`);
  return { ...pool, level: levels?.[pool.name] ?? pool.level };
};
