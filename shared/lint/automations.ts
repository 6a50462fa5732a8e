import type { Finding } from './finding.ts';
import { found } from './found.ts';
import type { LintBounceRule, LintEngine } from './model.ts';
import type { ReadPattern } from './patterns.ts';

const MINUTE = 60;
const HOUR = 3_600;

const spanText = (seconds: number): string => {
  if (seconds % HOUR === 0) return `${seconds / HOUR} h`;
  return seconds % MINUTE === 0 ? `${seconds / MINUTE} min` : `${seconds} s`;
};

/** Rules that see the same replies: of one provider, or one of them for all. */
const meet = (one: LintBounceRule, other: LintBounceRule): boolean =>
  one.provider === undefined || other.provider === undefined || one.provider === other.provider;

/** All samples of `narrow` hold `wide`. */
function covers(wide: ReadPattern, narrow: ReadPattern): boolean {
  const samples = narrow.samples();
  return wide.text === narrow.text || (samples.length > 0 && samples.every(wide.isIn));
}

const hitsText = ({ threshold }: LintBounceRule): string =>
  threshold === undefined
    ? 'at the first hit'
    : `after ${threshold.count} hits in ${spanText(threshold.windowSeconds)}`;

const doesText = (rule: LintBounceRule): string =>
  `'${rule.action ?? 'nothing'}'${rule.durationSeconds === undefined ? '' : ` for ${spanText(rule.durationSeconds)}`} ${hitsText(rule)}`;

/** The threshold of `one` is reached no later than that of `other`. */
function isSooner({ threshold: one }: LintBounceRule, { threshold: other }: LintBounceRule): boolean {
  if (one === undefined) return true;
  return other !== undefined && one.count <= other.count && one.windowSeconds >= other.windowSeconds;
}

/** Whatever `useless` does, `useful` has done before and for as long. */
const makesUseless = (useful: LintBounceRule, useless: LintBounceRule): boolean =>
  useful.action === useless.action &&
  isSooner(useful, useless) &&
  (useful.durationSeconds ?? 0) >= (useless.durationSeconds ?? 0);

function compare(one: ReadPattern, other: ReadPattern): readonly Finding[] {
  const pairs = [
    [one, other],
    [other, one],
  ] as const;
  for (const [wide, narrow] of pairs)
    if (covers(wide, narrow) && makesUseless(wide.rule, narrow.rule))
      return [
        found('action-covered', {
          message: `'${narrow.text}' adds nothing: '${wide.text}' matches as well, as in '${narrow.samples()[0] ?? narrow.text}', and does ${doesText(wide.rule)}`,
          advice: 'Take it out, or make the other pattern narrower.',
          rule: narrow.rule.id,
          where: narrow.where,
        }),
      ];
  if (!covers(one, other) || !covers(other, one)) return [];
  return [
    found('action-repeated', {
      message: `'${other.text}' sets off ${doesText(other.rule)}, and also ${doesText(one.rule)}: both hold`,
      advice: 'Keep one automation of this pattern, with the action that is meant.',
      rule: other.rule.id,
      where: other.where,
    }),
  ];
}

/** Automations of which every one that matches fires: pairs of one pattern. */
function lintPairs(patterns: readonly ReadPattern[]): readonly Finding[] {
  return patterns.flatMap((other, at) =>
    patterns
      .slice(0, at)
      .filter((one) => one.rule !== other.rule && meet(one.rule, other.rule))
      .flatMap((one) => compare(one, other)),
  );
}

function lintWindow(engine: LintEngine, rule: LintBounceRule): readonly Finding[] {
  const { threshold, durationSeconds, id, where } = rule;
  if (!threshold || durationSeconds === undefined || threshold.windowSeconds === durationSeconds) return [];
  if (!engine.windowIsDuration || threshold.count < 2) return [];
  const message = `rule '${id}' asks for ${threshold.count} hits in ${spanText(threshold.windowSeconds)}, and hits are kept for ${spanText(durationSeconds)}, as long as its action holds`;
  const advice = `Make the duration ${spanText(threshold.windowSeconds)}, or choose the count for ${spanText(durationSeconds)}.`;
  return [found('window-differs', { message, advice, rule: id, where })];
}

function lintAction({ actions }: LintEngine, { id, action, where }: LintBounceRule): readonly Finding[] {
  const [verb = ''] = action?.split(' ') ?? [];
  if (actions === undefined || action === undefined || actions.includes(verb)) return [];
  const message = `rule '${id}' does '${action}', which is no action`;
  return [
    found('action-unknown', { message, advice: `Write one of ${actions.join(', ')}.`, rule: id, where }),
  ];
}

/** What rules do, and when. */
export function lintAutomations(
  engine: LintEngine,
  rules: readonly LintBounceRule[],
  patterns: readonly ReadPattern[],
): readonly Finding[] {
  const automations = patterns.filter(({ rule }) => rule.kind === 'automation');
  return [
    ...(engine.allMatchesFire ? lintPairs(automations) : []),
    ...rules.flatMap((rule) => [...lintWindow(engine, rule), ...lintAction(engine, rule)]),
  ];
}
