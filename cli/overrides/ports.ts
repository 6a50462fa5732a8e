import shipped from '../../rules/shipped.json' with { type: 'json' };
import type { RulePorts } from '../../shared/rule-sync/ports.ts';
import { RuleSetError } from '../../shared/rules/load-rule-set.ts';
import { parseRuleSet } from '../../shared/rules/parse-rule-set.ts';
import type { RuleSetData } from '../../shared/rules/schema.ts';
import type { Connection } from '../connection.ts';

/** The part of a connection that rules are read and changed by. */
export type RulesConnection = Pick<Connection, 'rulesStore' | 'clock'>;

function shippedRules(): RuleSetData {
  const parsed = parseRuleSet(shipped);
  if (!parsed.ok) throw new RuleSetError(parsed.problems);
  return parsed.data;
}

/** What changes the rules in force at a deployment; the shipped ones are in force while none were activated. */
export const rulePorts = ({ rulesStore, clock }: RulesConnection): RulePorts => ({
  store: rulesStore,
  shipped: shippedRules(),
  clock,
});
