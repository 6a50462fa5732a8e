import { compileRuleSet } from './compile.ts';
import { parseRuleSet } from './parse-rule-set.ts';
import type { RuleSet } from './rule-set.ts';
import type { RuleSetData } from './schema.ts';

/** A rule set that was taken for good is not; `problems` are what parsing says of it. */
export class RuleSetError extends Error {
  override readonly name = 'RuleSetError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`not a usable rule set:\n${problems.join('\n')}`);
    this.problems = problems;
  }
}

/** For rule sets that ship with the code: parsed; throws a RuleSetError with all problems. */
export function loadRuleSetData(input: unknown): RuleSetData {
  const parsed = parseRuleSet(input);
  if (!parsed.ok) throw new RuleSetError(parsed.problems);
  return parsed.data;
}

/** The same, compiled. */
export const loadRuleSet = (input: unknown): RuleSet => compileRuleSet(loadRuleSetData(input));
