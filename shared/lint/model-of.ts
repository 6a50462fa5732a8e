import type { BounceRuleData } from '../rules/bounce-schema.ts';
import { classOf, resolveLimits } from '../rules/resolve-limits.ts';
import type { MxLimits } from '../rules/rule-set.ts';
import type { MxRuleData, RuleSetData } from '../rules/schema.ts';
import { THROUGHPUT_LEVELS } from '../settings/settings.ts';
import type { LintBounceRule, LintLimits, LintModel, LintMxRule, LintText } from './model.ts';
import { NO_SOURCES, type RuleList, type SourceMap } from './source-map.ts';

const PERIOD_SECONDS = { hour: 3_600, minute: 60 } as const;

const limitsOf = (name: string, limits: MxLimits): LintLimits => ({
  name,
  connections: limits.connections,
  messagesPerConnection: limits.messagesPerConnection,
  messages: limits.messages,
  periodSeconds: PERIOD_SECONDS[limits.period],
  ...(limits.perDay === undefined ? {} : { perDay: limits.perDay }),
});

/** Texts of one field with their places. */
function textsOf(
  sources: SourceMap,
  list: RuleList,
  id: string,
  field: string,
  texts: readonly string[],
): readonly LintText[] {
  return texts.map((text, entry) => {
    const where = sources.whereOf(list, id, field, entry);
    return { text, ...(where ? { where } : {}) };
  });
}

function mxRuleOf(data: RuleSetData, rule: MxRuleData, sources: SourceMap): LintMxRule {
  const { id, masks, examples, source, group, pools } = rule;
  const mxClass = classOf(data, rule);
  const where = sources.whereOf('rules', id);
  const limits = mxClass ? resolveLimits(data, rule, mxClass) : undefined;
  return {
    id,
    masks: textsOf(sources, 'rules', id, 'masks', masks),
    ...(pools ? { pools } : {}),
    ...((rule.scope ?? mxClass?.scope) === 'rule' ? { counter: group ?? id } : {}),
    isCounterChosen: group !== undefined,
    limits: limits ? THROUGHPUT_LEVELS.map((level) => limitsOf(level, limits[level])) : [],
    examples: textsOf(sources, 'rules', id, 'examples', examples),
    source,
    ...(where ? { where } : {}),
  };
}

function bounceRuleOf(rule: BounceRuleData, sources: SourceMap): LintBounceRule {
  const { id, patterns, mx, type, reason, examples, source } = rule;
  const where = sources.whereOf('bounces', id);
  return {
    id,
    kind: 'judge',
    patterns: textsOf(sources, 'bounces', id, 'patterns', patterns),
    ...(mx ? { mx } : {}),
    type,
    ...(reason ? { reason } : {}),
    examples: textsOf(sources, 'bounces', id, 'examples', examples),
    counterExamples: textsOf(sources, 'bounces', id, 'not', rule.not ?? []),
    source,
    ...(where ? { where } : {}),
  };
}

/** Our own rule set as the linter sees it. */
export const lintModelOf = (data: RuleSetData, sources: SourceMap = NO_SOURCES): LintModel => ({
  engine: { isFolded: true, hasSources: true, hasExamples: true },
  mx: data.rules.map((rule) => mxRuleOf(data, rule, sources)),
  bounces: data.bounces.map((rule) => bounceRuleOf(rule, sources)),
  policyReasons: Object.keys(data.quarantine.reasons),
});
