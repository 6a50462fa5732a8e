import { createRulesStore } from '../shared/aws/rules-store.ts';
import { encodeRuleSet } from '../shared/rules/codec.ts';
import { RuleSetError } from '../shared/rules/load-rule-set.ts';
import { NO_OVERRIDES } from '../shared/rules/overrides-schema.ts';
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
    const store = createRulesStore({ dynamodb, s3, controlTable, bucket });
    const set = encodeRuleSet(parsed.data);
    await store.putSet(set);
    const { version } = parsed.data;
    const entry = { at: SINCE_EVER, name: set.name, version, by: 'the engine', what: 'sync' } as const;
    const pointer = { current: set.name, activatedAt: SINCE_EVER };
    await store.activate(undefined, pointer, {
      ...entry,
      summary: ['the rules that the engine starts with'],
      feedSet: set.name,
    });
    // In place of the shipped ones: overrides are set over these.
    await store.saveState(0, { mode: 'feed', feed: { set: set.name, version }, overrides: NO_OVERRIDES });
  };
