import { lintRuleSet } from '../lint/lint-rule-set.ts';
import type { RuleSetData } from '../rules/schema.ts';

/** What keeps a valid set from being put in force: what the linter is sure of, not what it wonders about. */
export const lintErrors = (data: RuleSetData): readonly string[] =>
  lintRuleSet(data)
    .filter(({ severity }) => severity === 'error')
    .map(({ code, rule, message }) => `${rule === undefined ? '' : `rule '${rule}': `}${message} (${code})`);
