import { getDomain } from 'tldts';
import type { Finding } from './finding.ts';
import { found } from './found.ts';
import type { LintModel, LintMxRule } from './model.ts';

/** The registrable domain that all hosts of a mask are under; undefined where the mask leaves it open. */
function operatorOfMask(mask: string): string | undefined {
  const wildcard = Math.max(mask.lastIndexOf('*'), mask.lastIndexOf('?'));
  const dot = wildcard < 0 ? -1 : mask.indexOf('.', wildcard);
  if (wildcard >= 0 && dot < 0) return undefined;
  return getDomain(mask.slice(dot + 1)) ?? undefined;
}

const operatorsOf = ({ masks }: LintMxRule): readonly string[] => [
  ...new Set(masks.flatMap(({ text }) => operatorOfMask(text) ?? [])),
];

/**
 * Hosts of one registrable domain under several counters: together they get several times the limit. Rules that count host
 * by host, and those whose counter was chosen, are passed over.
 */
export function lintOperators({ mx }: LintModel): readonly Finding[] {
  const firsts = new Map<string, LintMxRule>();
  return mx
    .filter(({ counter, isCounterChosen }) => counter !== undefined && !isCounterChosen)
    .flatMap((rule) =>
      operatorsOf(rule).flatMap((operator) => {
        const first = firsts.get(operator);
        firsts.set(operator, first ?? rule);
        if (first === undefined || first.counter === rule.counter) return [];
        const message = `hosts of ${operator} are counted under '${first.counter}' by rule '${first.id}' and under '${rule.counter}' by rule '${rule.id}'`;
        const advice = `Give both the same group; if ${operator} does count them apart, say so by a group of its own for one of them.`;
        return [found('mx-operator-split', { message, advice, rule: rule.id, where: rule.where })];
      }),
    );
}
