import { checkGroups } from './check-groups.ts';
import { checkRule, type ResolvedRule } from './check-rule.ts';
import { classOf, resolveLimits } from './resolve-limits.ts';
import type { MxRuleData, RuleSetData } from './schema.ts';

/** What is wrong with a rule set that fits the schema: each problem names the rule and says what to do. */
export function checkRuleSet(data: RuleSetData): readonly string[] {
  const resolved = data.rules.map((rule) => resolve(data, rule));
  return [
    ...data.rules.flatMap((rule, at) => checkOwn(data, rule, resolved[at])),
    ...checkIds(data.rules, 'rule'),
    ...checkIds(data.bounces, 'bounce rule'),
    ...checkLast(data),
    ...checkGroups(resolved.filter((one) => one !== undefined)),
  ];
}

function resolve(data: RuleSetData, rule: MxRuleData): ResolvedRule | undefined {
  const mxClass = classOf(data, rule);
  return (
    mxClass && {
      rule,
      scope: rule.scope ?? mxClass.scope,
      limits: resolveLimits(data, rule, mxClass),
    }
  );
}

function checkOwn(
  { classes }: RuleSetData,
  rule: MxRuleData,
  resolved: ResolvedRule | undefined,
): readonly string[] {
  const problems = resolved
    ? checkRule(resolved)
    : [`class '${rule.class}' is not defined; defined are ${Object.keys(classes).join(', ') || 'none'}`];
  return problems.map((problem) => `rule '${rule.id}': ${problem}`);
}

function checkIds(rules: readonly { readonly id: string }[], noun: string): readonly string[] {
  const seen = new Set<string>();
  const twice = rules.filter(({ id }) => seen.size === seen.add(id).size);
  return twice.map(({ id }) => `${noun} '${id}': there is more than one of this id`);
}

const ALL_HOSTS = /^\*+$/;

/** One rule for everybody else, and it comes last: else some hosts have no limit, or some rules no hosts. */
function checkLast(data: RuleSetData): readonly string[] {
  const last = data.rules.at(-1);
  const early = data.rules
    .slice(0, -1)
    .filter(({ masks, pools }) => !pools && masks.some((mask) => ALL_HOSTS.test(mask)))
    .map(
      ({ id }) =>
        `rule '${id}': mask '*' takes every host from the rules after it; only the last rule may have it, or rules for some pools`,
    );
  return [...early, ...(last ? checkForAll(last) : []), ...checkUncounted(data)];
}

function checkForAll({ id, masks, pools }: MxRuleData): readonly string[] {
  if (masks.length !== 1 || masks[0] !== '*')
    return [`rule '${id}': the last rule must have the one mask '*', so that every host has a limit`];
  return pools
    ? [`rule '${id}': the last rule must be for all pools, so that none is without a limit; leave pools out`]
    : [];
}

/** A rule for all hosts must tell them apart. */
const checkUncounted = (data: RuleSetData): readonly string[] =>
  data.rules
    .filter(
      ({ masks, pools }, at) =>
        (pools || at === data.rules.length - 1) && masks.some((mask) => ALL_HOSTS.test(mask)),
    )
    .filter((rule) => (rule.scope ?? classOf(data, rule)?.scope) === 'rule')
    .map(({ id }) => `rule '${id}': scope rule would count all other hosts as one; use operator or host`);
