import { compileRuleSet } from './compile.ts';
import type { RuleSetData } from './schema.ts';

/**
 * What a rule set may hold but ours should not: examples that an earlier rule takes, and masks given twice. Not part of
 * parsing, for an operator's own rule may well come before a shipped one and take its hosts.
 */
export function lintRuleSet(data: RuleSetData): readonly string[] {
  return [...takenExamples(data), ...repeatedMasks(data)];
}

function takenExamples(data: RuleSetData): readonly string[] {
  const set = compileRuleSet(data);
  return data.rules.flatMap(({ id, examples }) =>
    examples
      .map((host) => ({ host, taker: set.match(host).id }))
      .filter(({ taker }) => taker !== id)
      .map(({ host, taker }) => `rule '${id}': example '${host}' goes to rule '${taker}', which comes first`),
  );
}

function repeatedMasks({ rules }: RuleSetData): readonly string[] {
  const masks = rules.flatMap((rule) => rule.masks.map((mask) => ({ mask, id: rule.id })));
  return masks
    .filter(({ mask }, place) => masks.findIndex((other) => other.mask === mask) < place)
    .map(({ mask, id }) => `rule '${id}': mask '${mask}' stands before already and is never reached here`);
}
