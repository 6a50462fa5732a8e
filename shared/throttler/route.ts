import { levelInForce } from '../control/level-in-force.ts';
import type { Mail } from '../message/mail.ts';
import { operatorOf } from '../mx/operator.ts';
import type { ControlSnapshot } from '../ports/control-store.ts';
import type { Pace } from '../ports/quota-store.ts';
import type { ActiveRules, FormerRules } from '../ports/rules-source.ts';
import type { DayLimit } from '../quota/day-counter.ts';
import { isTried } from '../quota/is-tried.ts';
import { dayKey, mxKey, type QuotaKey } from '../quota/key.ts';
import { paceOf } from '../quota/pace.ts';
import { TOLERANCES, type Tolerance } from '../quota/period.ts';
import { HORIZON } from '../quota/spacing.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import type { Pool, Settings } from '../settings/settings.ts';
import { type EpochMillis, MINUTE, SECOND, toMillis } from '../time/units.ts';

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

/** Rules that a function goes by are up to 20 seconds old, and it works on for a minute at most. */
const FOLLOWED = 20 * SECOND + MINUTE;

function keyUnder(rules: RuleSet, pool: Pool, mx: string): Route {
  const rule = rules.match(mx, pool.name);
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

/**
 * The rules that mail from `pool` to `mx` goes by: those in force, or the candidate for keys that it is tried on. Where the
 * candidate would count the mail under another key it is not tried, so that no mail ever has two counters.
 */
export function rulesFor(mx: string, pool: Pool, { current, candidate }: ActiveRules): RuleSet {
  if (!candidate) return current;
  const { key } = keyUnder(current, pool, mx);
  const tried = isTried(key, candidate.share) && keyUnder(candidate.rules, pool, mx).key === key;
  return tried ? candidate.rules : current;
}

/** The quota key and limits of mail from `pool` to the MX host `mx`. */
export function routeTo(mx: string, pool: Pool, active: ActiveRules, now: EpochMillis): Route {
  const route = keyUnder(rulesFor(mx, pool, active), pool, mx);
  const until = Math.max(0, ...formerOf(active).map((former) => waitFor(route, former, pool)));
  return now < until ? { ...route, waitUntil: until } : route;
}

/** The rules before, the latest first. */
const formerOf = ({ previous, activatedAt, former = [] }: ActiveRules): readonly FormerRules[] =>
  previous ? [{ rules: previous, until: activatedAt }, ...former] : former;

/** When nobody can be at work any more by rules that counted the mail under another key; 0 if they did not. */
function waitFor(route: Route, { rules, until }: FormerRules, pool: Pool): EpochMillis {
  const before = keyUnder(rules, pool, route.mx);
  if (before.key === route.key) return 0;
  const spacing = toMillis(Math.max(route.pace.spacing, before.pace.spacing));
  return until + FOLLOWED + toMillis(HORIZON) + spacing + route.tolerance.skew;
}

/** The pool that a mail leaves from, at the level in force; parsing has refused unknown names. */
export const poolOf = (
  mail: Mail,
  { pools }: Pick<Settings, 'pools'>,
  { levels }: Pick<ControlSnapshot, 'levels'>,
): Pool => {
  const pool = pools[mail.pool];
  if (!pool) throw new Error(`unknown pool ${mail.pool}`);
  return { ...pool, level: levelInForce(pool, levels) };
};
