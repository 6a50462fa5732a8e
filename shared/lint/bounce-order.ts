import { createFindEarlierPattern, type FindEarlierPattern } from './find-earlier.ts';
import type { Finding } from './finding.ts';
import { found } from './found.ts';
import type { LintBounceRule, LintEngine } from './model.ts';
import type { ReadPattern } from './patterns.ts';

const cut = (text: string): string => (text.length > 120 ? `${text.slice(0, 119)}…` : text);

/** A rule, its patterns that compile, and what takes a reply from it. */
interface Judged {
  readonly rule: LintBounceRule;
  readonly own: readonly ReadPattern[];
  readonly takerOf: (reply: string) => ReadPattern | undefined;
}

function lintExamples({ rule, own, takerOf }: Judged): readonly Finding[] {
  return rule.examples.flatMap(({ text, where = rule.where }) => {
    const taker = takerOf(text);
    if (taker)
      return [
        found('bounce-shadowed', {
          message: `example '${cut(text)}' of rule '${rule.id}' goes to rule '${taker.rule.id}', whose pattern '${cut(taker.text)}' comes first`,
          advice: `Put rule '${rule.id}' before '${taker.rule.id}', or make that pattern narrower.`,
          rule: rule.id,
          where,
        }),
      ];
    if (own.length < rule.patterns.length || own.some(({ isIn }) => isIn(text))) return [];
    return [
      found('bounce-never-matches-example', {
        message: `example '${cut(text)}' of rule '${rule.id}' matches none of its patterns`,
        advice:
          'Mend the pattern that was meant for it; look for unescaped ( ) [ ] . * and for doubled backslashes.',
        rule: rule.id,
        where,
      }),
    ];
  });
}

function lintCounterExamples({ rule, own, takerOf }: Judged): readonly Finding[] {
  return (rule.counterExamples ?? []).flatMap(({ text, where = rule.where }) => {
    const culprit = own.find(({ isIn }) => isIn(text));
    if (!culprit || takerOf(text)) return [];
    const message = `'${cut(text)}' under not of rule '${rule.id}' goes to it all the same, by its pattern '${cut(culprit.text)}'`;
    const advice = 'Make that pattern narrower, or put a rule for such replies before.';
    return [found('bounce-takes-counter-example', { message, advice, rule: rule.id, where })];
  });
}

/** A pattern that another one is in every sample of. */
function lintCovered(late: ReadPattern, at: number, findEarlier: FindEarlierPattern): readonly Finding[] {
  const [first, ...others] = late.samples();
  const cover = first === undefined ? undefined : findEarlier(late.rule, at, first, others);
  if (!cover) return [];
  const remark = { rule: late.rule.id, where: late.where };
  if (cover.text === late.text)
    return [
      found('bounce-repeated', {
        ...remark,
        message: `pattern '${late.text}' of rule '${late.rule.id}' stands under rule '${cover.rule.id}' already`,
        advice: 'Take one of the two out: only the first is ever used.',
      }),
    ];
  return [
    found('bounce-covered', {
      ...remark,
      message: `pattern '${late.text}' of rule '${late.rule.id}' seems never reached: '${cover.text}' of rule '${cover.rule.id}' comes first, and both match '${late.samples()[0] ?? ''}'`,
      advice: `Put it before rule '${cover.rule.id}', or take it out.`,
    }),
  ];
}

/**
 * Rules against those before them, of which the first that matches decides; an automation takes nothing from others. Where
 * the format has examples, these tell; only where it has none, patterns are held against each other by samples, for
 * overlaps are what an order is for.
 */
export function lintBounceOrder(
  engine: LintEngine,
  rules: readonly LintBounceRule[],
  patterns: readonly ReadPattern[],
): readonly Finding[] {
  const judges = patterns.filter(({ rule }) => rule.kind === 'judge');
  const findEarlier = createFindEarlierPattern(engine, judges);
  const byRule = Map.groupBy(patterns, ({ rule }) => rule);
  const starts = new Map(judges.toReversed().map(({ rule }, back) => [rule, judges.length - 1 - back]));
  const judged = rules.map((rule): Judged => {
    const upTo = starts.get(rule) ?? 0;
    return { rule, own: byRule.get(rule) ?? [], takerOf: (reply) => findEarlier(rule, upTo, reply) };
  });
  return [
    ...judged.flatMap((one) => [...lintExamples(one), ...lintCounterExamples(one)]),
    ...(engine.hasExamples ? [] : judges.flatMap((late, at) => lintCovered(late, at, findEarlier))),
  ];
}
