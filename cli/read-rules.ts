import shipped from '../rules/shipped.json' with { type: 'json' };
import { createRulesSource, type RulesPlace } from '../shared/aws/rules-source.ts';
import { systemClock } from '../shared/aws/system-clock.ts';
import type { RulesSource } from '../shared/ports/rules-source.ts';
import { loadRuleSet } from '../shared/rules/load-rule-set.ts';
import type { Deployment } from './deployment.ts';

/** The rules in force at a deployment; the shipped ones while none were activated. */
export const readRules = (
  clients: Pick<RulesPlace, 'dynamodb' | 's3'>,
  { controlTable, bucket }: Pick<Deployment, 'controlTable' | 'bucket'>,
): RulesSource => createRulesSource({ ...clients, controlTable, bucket }, loadRuleSet(shipped), systemClock);
