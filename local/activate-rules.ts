import { activateRuleSet } from '../shared/aws/activate-rule-set.ts';
import { encodeRuleSet } from '../shared/rules/codec.ts';
import { RuleSetError } from '../shared/rules/load-rule-set.ts';
import { parseRuleSet } from '../shared/rules/parse-rule-set.ts';
import type { LocalClients } from './clients.ts';
import type { Stack } from './template/stack.ts';

/** In force since ever: no function has worked under other rules, so no key has to wait for them. */
const SINCE_EVER = 0;

/** Puts rules in force on a fresh engine, the way a deployment's rules are; throws a RuleSetError with all problems. */
export const activateRules =
  (rules: unknown) =>
  async ({ outputs }: Stack, { s3, dynamodb }: LocalClients): Promise<void> => {
    const parsed = parseRuleSet(rules);
    if (!parsed.ok) throw new RuleSetError(parsed.problems);
    const { ControlTableName: controlTable = '', StateBucketName: bucket = '' } = outputs;
    await activateRuleSet({ dynamodb, s3, controlTable, bucket }, encodeRuleSet(parsed.data), SINCE_EVER);
  };
