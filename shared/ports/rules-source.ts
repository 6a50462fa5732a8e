import type { RuleSet } from '../rules/rule-set.ts';
import type { EpochMillis } from '../time/units.ts';

/** The rules in force, and those before them while the change is young. */
export interface ActiveRules {
  readonly current: RuleSet;
  readonly previous?: RuleSet;
  readonly activatedAt: EpochMillis;
}

/** Answers at most a minute old. */
export interface RulesSource {
  active(): Promise<ActiveRules>;
}
