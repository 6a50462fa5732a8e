/** Rules that have series of their own; CloudWatch bills each series by the hour that it is written in. */
export const MOST_METRIC_RULES = 30;

/** All rules without series of their own. */
export const OTHER_RULES = 'other';

/** Characters of all ids together: they travel in an environment variable, of which Lambda gives a function 4 KB. */
export const MOST_METRIC_RULES_TEXT = 500;

/** Classes of rules that many small senders' recipients share; an operator names those that matter to him. */
const SMALL = ['hoster', 'gateway'];

/**
 * The rules that have series of their own unless an operator names others: the first mailbox providers of a rule set, which
 * begins with those that take the most mail, and its last rule, which takes what no other does. The choice goes by the set
 * alone, never by traffic, so that all functions make the same one and it changes with a deployment only.
 */
export function chooseMetricRules(
  rules: readonly { readonly id: string; readonly class: string }[],
): readonly string[] {
  const providers = rules.slice(0, -1).filter((rule) => !SMALL.includes(rule.class));
  return [...providers.slice(0, MOST_METRIC_RULES - 1), ...rules.slice(-1)].map(({ id }) => id);
}

/** Answers the value of the dimension `rule` for a rule: its id, or `other`. */
export function ruleNamesOf(chosen: readonly string[]): (rule: string) => string {
  const names = new Set(chosen.slice(0, MOST_METRIC_RULES));
  return (rule) => (names.has(rule) ? rule : OTHER_RULES);
}
