import type { Finding } from './finding.ts';
import { found } from './found.ts';
import type { LintBounceRule, LintEngine } from './model.ts';
import { nodesOf, type PatternNode } from './pattern-tree.ts';
import type { ReadPattern } from './patterns.ts';

/** Classes of upper-case letters: folded replies have none. */
const UPPER = /\\p\{?Lu\b|\[:upper:\]|\\P\{?Ll\b|\(\?-[a-z]*i/;

/** Words of a reply; codes such as TSS04 are written one way only. */
const WORD = /[a-z]{4,}/;

const literalsOf = (tree: PatternNode): string =>
  nodesOf(tree)
    .map((node) => (node.kind === 'text' ? node.text : node.kind === 'row' ? '' : '\n'))
    .join('');

const isCaseTrap = (engine: LintEngine, { rule, text, tree }: ReadPattern): boolean => {
  if (engine.isFolded) return UPPER.test(text);
  const isStrict = rule.isCaseSensitive ?? engine.isCaseSensitive ?? false;
  return isStrict && !/\(\?[a-zA-Z]*i/.test(text) && tree !== undefined && WORD.test(literalsOf(tree));
};

/** One finding a rule that judges (automations wait for one provider's own words): where one pattern depends on case, most of its neighbours do. */
function lintCase(
  engine: LintEngine,
  rule: LintBounceRule,
  patterns: readonly ReadPattern[],
): readonly Finding[] {
  const traps = patterns.filter((pattern) => rule.kind === 'judge' && isCaseTrap(engine, pattern));
  const [first] = traps;
  if (!first) return [];
  const others = traps.length === 1 ? '' : `, as ${traps.length - 1} more of its patterns do`;
  const message = engine.isFolded
    ? `pattern '${first.text}' asks for upper case${others}, and replies are folded to lower case before`
    : `pattern '${first.text}' matches its words in just this case${others}, and servers write them in any`;
  const advice = engine.isFolded ? 'Write the letters themselves.' : "Begin the pattern with '(?i)'.";
  return [found('bounce-case-trap', { message, advice, rule: rule.id, where: first.where })];
}

const isUnbounded = (node: PatternNode): node is Extract<PatternNode, { kind: 'repeat' }> =>
  node.kind === 'repeat' && node.max === Number.POSITIVE_INFINITY;

/** Gaps after one another, or a repeat within a repeat: the time grows as a power of the reply's length, or worse. */
function isSlow(tree: PatternNode): boolean {
  const repeats = nodesOf(tree).filter(isUnbounded);
  const nested = repeats.some(({ of }) => nodesOf(of).some(isUnbounded));
  return nested || repeats.filter(({ of }) => of.kind === 'any').length >= 3;
}

function lintSlow({ rule, text, where, tree }: ReadPattern): readonly Finding[] {
  if (!tree || !isSlow(tree)) return [];
  const message = `pattern '${text}' may take very long on a long reply, for its engine tries every way to fill the gaps`;
  const advice = "Bound the gaps: '.{0,80}' instead of '.*'.";
  return [found('bounce-slow', { message, advice, rule: rule.id, where })];
}

/** What depends on the engine that the patterns are for. */
export function lintForEngine(
  engine: LintEngine,
  rules: readonly LintBounceRule[],
  patterns: readonly ReadPattern[],
): readonly Finding[] {
  const byRule = Map.groupBy(patterns, ({ rule }) => rule);
  const cases = rules.flatMap((rule) => lintCase(engine, rule, byRule.get(rule) ?? []));
  return [...cases, ...(engine.isBacktracking ? patterns.flatMap(lintSlow) : [])];
}
