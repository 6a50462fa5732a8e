import { isDeepStrictEqual } from 'node:util';
import { checkRule } from './check-rule.ts';
import { classOf, resolveLimits } from './resolve-limits.ts';
import type { MxRuleData, RuleSetData } from './schema.ts';

/** What is wrong with a rule set that fits the schema: each problem names the rule and says what to do. */
export function checkRuleSet(data: RuleSetData): readonly string[] {
  const own = data.rules.flatMap((rule) =>
    checkRule(data, rule).map((problem) => `rule '${rule.id}': ${problem}`),
  );
  return [
    ...own,
    ...checkIds(data.rules, 'rule'),
    ...checkIds(data.bounces, 'bounce rule'),
    ...checkLast(data),
    ...checkGroups(data),
  ];
}

function checkIds(rules: readonly { readonly id: string }[], noun: string): readonly string[] {
  const twice = rules.filter((rule, place) => rules.findIndex(({ id }) => id === rule.id) < place);
  return twice.map(({ id }) => `${noun} '${id}': there is more than one of this id`);
}

/** One rule for everybody else, and it comes last: else some hosts have no limit, or some rules no hosts. */
function checkLast(data: RuleSetData): readonly string[] {
  const last = data.rules.at(-1);
  const early = data.rules
    .slice(0, -1)
    .filter(({ masks }) => masks.some((mask) => /^\*+$/.test(mask)))
    .map(
      ({ id }) =>
        `rule '${id}': mask '*' takes every host from the rules after it; only the last rule may have it`,
    );
  if (last?.masks.length !== 1 || last.masks[0] !== '*')
    return [
      ...early,
      `rule '${last?.id}': the last rule must have the one mask '*', so that every host has a limit`,
    ];
  const scope = last.scope ?? classOf(data, last)?.scope;
  if (scope === 'rule')
    return [
      ...early,
      `rule '${last.id}': scope rule would count all other hosts as one; use operator or host`,
    ];
  return early;
}

/** Rules of one group share a counter, which can keep one limit only. */
function checkGroups(data: RuleSetData): readonly string[] {
  const firsts = new Map<string, MxRuleData>();
  return data.rules.flatMap((rule) => {
    const mxClass = classOf(data, rule);
    if (!mxClass || (rule.scope ?? mxClass.scope) !== 'rule') return [];
    const group = rule.group ?? rule.id;
    const first = firsts.get(group) ?? rule;
    firsts.set(group, first);
    const firstClass = classOf(data, first) ?? mxClass;
    if (isDeepStrictEqual(resolveLimits(data, rule, mxClass), resolveLimits(data, first, firstClass)))
      return [];
    return [
      `rule '${rule.id}': shares group '${group}' with rule '${first.id}' but has other limits; make them equal`,
    ];
  });
}
