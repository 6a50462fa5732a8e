import type { RuleSet } from '../rules/rule-set.ts';
import type { EpochMillis } from '../time/units.ts';

/** Rules that some of the mail goes by first, to see what comes of them. */
export interface CandidateRules {
  readonly rules: RuleSet;
  /** Of the set. */
  readonly name: string;
  /** Percent of the quota keys. */
  readonly share: number;
  readonly since: EpochMillis;
}

/** Rules by which mail may still be under way. */
export interface FormerRules {
  readonly rules: RuleSet;
  /** When others took their place. */
  readonly until: EpochMillis;
}

/** The rules in force, and those before them while the change is young. */
export interface ActiveRules {
  readonly current: RuleSet;
  readonly previous?: RuleSet;
  readonly activatedAt: EpochMillis;
  /** Those in force before `previous`, while changes follow one another. */
  readonly former?: readonly FormerRules[];
  readonly candidate?: CandidateRules;
}

/** Answers at most a minute old. */
export interface RulesSource {
  active(): Promise<ActiveRules>;
}
