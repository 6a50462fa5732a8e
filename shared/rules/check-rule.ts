import type { QuotaScope } from '../quota/key.ts';
import { THROUGHPUT_LEVELS } from '../settings/settings.ts';
import { compileGlob } from './glob.ts';
import { MOST_MESSAGES, parseLimit } from './limit-text.ts';
import type { LimitsByLevel } from './resolve-limits.ts';
import type { MxRuleData } from './schema.ts';

/** A rule with what its class gives it. */
export interface ResolvedRule {
  readonly rule: MxRuleData;
  readonly scope: QuotaScope;
  readonly limits: LimitsByLevel;
}

/** What is wrong with one rule by itself, each a sentence. The data fits the schema. */
export function checkRule({ rule, scope, limits }: ResolvedRule): readonly string[] {
  const groupless =
    rule.group !== undefined && scope !== 'rule'
      ? [`group '${rule.group}' means nothing with scope ${scope}; leave it out or set scope: rule`]
      : [];
  return [...groupless, ...checkLimits(limits, rule), ...checkExamples(rule)];
}

function checkLimits(limits: LimitsByLevel, rule: MxRuleData): readonly string[] {
  const cap = rule.cap === undefined ? undefined : parseLimit(rule.cap);
  return THROUGHPUT_LEVELS.flatMap((level) => {
    const { messages, period } = limits[level];
    if (messages < 1)
      return [`its rate leaves less than one mail per ${period} at level ${level}; raise it or set a limit`];
    if (messages > MOST_MESSAGES)
      return [`its limit at level ${level} is above the most, ${MOST_MESSAGES} per ${period}`];
    if (cap?.ok && cap.limit.period !== period)
      return [
        `cap '${rule.cap}' counts another period than its limit per ${period} at level ${level}; use the same`,
      ];
    return [];
  });
}

function checkExamples(rule: MxRuleData): readonly string[] {
  const globs = rule.masks.map(compileGlob);
  return rule.examples
    .filter((host) => !globs.some((fits) => fits(host)))
    .map((host) => `example '${host}' fits none of its masks`);
}
