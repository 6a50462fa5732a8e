import type { ThroughputLevel } from '../settings/settings.ts';
import { limitsOf } from './limits-of.ts';
import type { MxLimits } from './rule-set.ts';
import type { MxClassData, MxRuleData, RuleSetData } from './schema.ts';

export type LimitsByLevel = Readonly<Record<ThroughputLevel, MxLimits>>;

/** The class that a rule names; undefined if the set has none of that name. */
export const classOf = ({ classes }: RuleSetData, rule: MxRuleData): MxClassData | undefined =>
  Object.hasOwn(classes, rule.class) ? classes[rule.class] : undefined;

/** A rule's limits at every level. */
export const resolveLimits = (data: RuleSetData, rule: MxRuleData, mxClass: MxClassData): LimitsByLevel =>
  OWN_LIMITS.some((name) => rule[name] !== undefined)
    ? resolve(data, rule, mxClass)
    : ofClass(data, rule, mxClass);

const OWN_LIMITS = ['rate', 'limit', 'cap', 'perDay', 'connections', 'messagesPerConnection'] as const;

const classLimits = new WeakMap<RuleSetData['levels'], WeakMap<MxClassData, LimitsByLevel>>();

/** Most rules take all from their class: resolved once for them all. */
function ofClass(data: RuleSetData, rule: MxRuleData, mxClass: MxClassData): LimitsByLevel {
  const known = classLimits.get(data.levels) ?? new WeakMap<MxClassData, LimitsByLevel>();
  classLimits.set(data.levels, known);
  const limits = known.get(mxClass) ?? resolve(data, rule, mxClass);
  known.set(mxClass, limits);
  return limits;
}

function resolve({ levels }: RuleSetData, rule: MxRuleData, mxClass: MxClassData): LimitsByLevel {
  const at = limitsOf(rule, mxClass);
  return {
    slow: at('slow', levels.slow),
    normal: at('normal', levels.normal),
    fast: at('fast', levels.fast),
    'very-fast': at('very-fast', levels['very-fast']),
    boost: at('boost', levels.boost),
  };
}
