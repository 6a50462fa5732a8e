import shipped from '../../rules/shipped.json' with { type: 'json' };
import type { ActiveRules } from '../../shared/ports/rules-source.ts';
import { loadRuleSet } from '../../shared/rules/load-rule-set.ts';

/** The most that a rule may allow. */
const MOST = '10000000/h';

/** The shipped rules with limits so high that no mail waits: real masks, groups and bounce rules. */
export function openRules(): ActiveRules {
  const classes = Object.entries(shipped.classes).map(([name, one]) => [name, { ...one, rate: MOST }]);
  const levels = Object.fromEntries(Object.keys(shipped.levels).map((level) => [level, 100]));
  const rules = shipped.rules.map((rule) => {
    const { rate, limit, cap, perDay, ...rest } = rule as typeof rule & Readonly<Record<string, unknown>>;
    return rest;
  });
  return {
    current: loadRuleSet({ ...shipped, levels, classes: Object.fromEntries(classes), rules }),
    activatedAt: 0,
  };
}
