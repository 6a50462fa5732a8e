import type { ThroughputLevel } from '../settings/settings.ts';
import { limitsAt } from './limits-at.ts';
import type { MxLimits } from './rule-set.ts';
import type { MxClassData, MxRuleData, RuleSetData } from './schema.ts';

export type LimitsByLevel = Readonly<Record<ThroughputLevel, MxLimits>>;

/** The class that a rule names; undefined if the set has none of that name. */
export const classOf = ({ classes }: RuleSetData, rule: MxRuleData): MxClassData | undefined =>
  Object.hasOwn(classes, rule.class) ? classes[rule.class] : undefined;

/** A rule's limits at every level. */
export const resolveLimits = (
  { levels }: RuleSetData,
  rule: MxRuleData,
  mxClass: MxClassData,
): LimitsByLevel => ({
  slow: limitsAt('slow', rule, mxClass, levels.slow),
  normal: limitsAt('normal', rule, mxClass, levels.normal),
  fast: limitsAt('fast', rule, mxClass, levels.fast),
  'very-fast': limitsAt('very-fast', rule, mxClass, levels['very-fast']),
  boost: limitsAt('boost', rule, mxClass, levels.boost),
});
