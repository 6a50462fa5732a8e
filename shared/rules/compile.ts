import { createMaskIndex } from './mask-index.ts';
import { compileQuarantine } from './quarantine-schema.ts';
import { classOf, type LimitsByLevel, resolveLimits } from './resolve-limits.ts';
import type { MxRule, RuleSet } from './rule-set.ts';
import type { MxClassData, MxRuleData, RuleSetData } from './schema.ts';

/** Makes parsed rules ready for use: limits resolved, masks indexed. Throws a RangeError for data that parsing refuses. */
export function compileRuleSet(data: RuleSetData): RuleSet {
  const compiled = data.rules.map((rule) => compileRule(data, rule));
  const masks = compiled.flatMap(({ rule }) => rule.masks.map((mask) => ({ mask, rule })));
  const index = createMaskIndex(masks.map(({ mask }) => mask));
  const limits = new Map(compiled.map(({ rule, byLevel }) => [rule.id, byLevel]));
  return {
    version: data.version,
    rules: compiled.map(({ rule }) => rule),
    match: (host) => known(masks[index.first(host) ?? -1], `a rule for ${host}; the last must be *`).rule,
    limits: (rule, level) => known(limits.get(rule.id), `rule ${rule.id}`)[level],
    bounces: data.bounces,
    quarantine: compileQuarantine(data.quarantine),
  };
}

function compileRule(
  data: RuleSetData,
  rule: MxRuleData,
): { readonly rule: MxRule; readonly byLevel: LimitsByLevel } {
  const mxClass: MxClassData = known(classOf(data, rule), `class ${rule.class}`);
  const { id, masks, source } = rule;
  return {
    rule: {
      id,
      masks,
      scope: rule.scope ?? mxClass.scope,
      group: rule.group ?? id,
      class: rule.class,
      source,
    },
    byLevel: resolveLimits(data, rule, mxClass),
  };
}

function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new RangeError(`the rule set has not ${what}`);
  return value;
}
