import { createMaskIndex, type Usable } from './mask-index.ts';
import { compileQuarantine } from './quarantine-schema.ts';
import { classOf, type LimitsByLevel, resolveLimits } from './resolve-limits.ts';
import type { MxRule, RuleSet } from './rule-set.ts';
import type { MxClassData, MxRuleData, RuleSetData } from './schema.ts';
import { timeoutsOf } from './timeouts.ts';

type MxPart = Pick<RuleSet, 'rules' | 'match' | 'limits'>;

/**
 * Makes parsed rules ready for use. The MX part comes when it is first asked for, for who judges replies does without; it
 * throws a RangeError for data that parsing refuses.
 */
export function compileRuleSet(data: RuleSetData): RuleSet {
  let made: MxPart | undefined;
  const mx = (): MxPart => {
    made ??= compileMx(data);
    return made;
  };
  return {
    version: data.version,
    get rules() {
      return mx().rules;
    },
    match: (host, pool) => mx().match(host, pool),
    limits: (rule, level) => mx().limits(rule, level),
    bounces: data.bounces,
    quarantine: compileQuarantine(data.quarantine),
  };
}

/** Masks indexed, limits resolved when asked for. */
function compileMx(data: RuleSetData): MxPart {
  const rules = data.rules.map((rule) => compileRule(data, rule));
  return { rules, match: createMatch(rules), limits: createLimits(data) };
}

/** A cold start needs the limits of a few rules out of thousands. */
function createLimits(data: RuleSetData): RuleSet['limits'] {
  const ruleOf = new Map(data.rules.map((rule) => [rule.id, rule]));
  const resolved = new Map<string, LimitsByLevel>();
  const resolve = (id: string): LimitsByLevel => {
    const rule = known(ruleOf.get(id), `rule ${id}`);
    const byLevel = resolveLimits(data, rule, classIn(data, rule));
    resolved.set(id, byLevel);
    return byLevel;
  };
  return ({ id }, level) => (resolved.get(id) ?? resolve(id))[level];
}

function createMatch(rules: readonly MxRule[]): RuleSet['match'] {
  const ruleAt = rules.flatMap((rule) => rule.masks.map(() => rule));
  const index = createMaskIndex(rules.flatMap(({ masks }) => masks));
  const usableFor =
    (pool: string | undefined): Usable =>
    (place) => {
      const pools = ruleAt[place]?.pools;
      return pools === undefined || (pool !== undefined && pools.includes(pool));
    };
  return (host, pool) =>
    known(ruleAt[index.first(host, usableFor(pool)) ?? -1], `a rule for ${host}; the last must be *`);
}

const classIn = (data: RuleSetData, rule: MxRuleData): MxClassData =>
  known(classOf(data, rule), `class ${rule.class}`);

function compileRule(data: RuleSetData, rule: MxRuleData): MxRule {
  const mxClass = classIn(data, rule);
  const { id, masks, source, pools } = rule;
  return {
    id,
    masks,
    scope: rule.scope ?? mxClass.scope,
    group: rule.group ?? id,
    class: rule.class,
    ...(pools ? { pools } : {}),
    timeouts: timeoutsOf(rule, mxClass),
    tls: rule.tls ?? mxClass.tls ?? 'default',
    source,
  };
}

function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new RangeError(`the rule set has not ${what}`);
  return value;
}
