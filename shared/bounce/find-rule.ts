import { RE2JS, RE2JSException } from 're2js';
import type { BounceRuleData } from '../rules/bounce-schema.ts';
import { compileGlob, type Glob } from '../rules/glob.ts';
import { foldPattern } from './fold-pattern.ts';
import { createLiteralIndex } from './literal-index.ts';
import { requiredLiterals } from './required-literals.ts';

/** A pattern of a bounce rule is no regular expression of linear time. */
export class BouncePatternError extends Error {
  override readonly name = 'BouncePatternError';
}

/** One pattern of a rule, ready to be tried. */
export interface PatternOfRule {
  readonly rule: BounceRuleData;
  readonly folded: string;
  /** Compiled when it is first asked for; throws a BouncePatternError when that fails. */
  readonly expression: () => RE2JS;
  /** Hosts that the rule is for; all when absent. */
  readonly hosts?: readonly Glob[];
}

/** Finds the first rule, in order, with a pattern in a folded text; `mxHost` in lower case. */
export type FindRule = (folded: string, mxHost?: string) => BounceRuleData | undefined;

function compile({ id }: BounceRuleData, pattern: string, folded: string): RE2JS {
  try {
    return RE2JS.compile(folded);
  } catch (cause) {
    if (!(cause instanceof RE2JSException)) throw cause;
    throw new BouncePatternError(`bounce rule '${id}': pattern '${pattern}': ${cause.message}`, { cause });
  }
}

/** Compiling hundreds of patterns takes most of a second, and a cold start needs a few of them. */
function patternOf(rule: BounceRuleData, pattern: string): PatternOfRule {
  const folded = foldPattern(pattern);
  const hosts = rule.mx?.map(compileGlob);
  let compiled: RE2JS | undefined;
  const expression = () => {
    compiled ??= compile(rule, pattern, folded);
    return compiled;
  };
  return { rule, folded, expression, ...(hosts ? { hosts } : {}) };
}

/** Every pattern in the order of the rules. */
const patternsOf = (rules: readonly BounceRuleData[]): readonly PatternOfRule[] =>
  rules.flatMap((rule) => rule.patterns.map((pattern) => patternOf(rule, pattern)));

/** The same, compiled at once: throws a BouncePatternError for the first that does not compile. */
export function compilePatterns(rules: readonly BounceRuleData[]): readonly PatternOfRule[] {
  const patterns = patternsOf(rules);
  for (const { expression } of patterns) expression();
  return patterns;
}

/** Whether a pattern's rule is for the host and the pattern is in the text. */
export const fits = ({ expression, hosts }: PatternOfRule, folded: string, mxHost?: string): boolean =>
  (hosts === undefined || (mxHost !== undefined && hosts.some((mask) => mask(mxHost)))) &&
  expression().test(folded);

/** Patterns, by number, that can match `folded` at all, in order. */
type Shortlist = (folded: string) => readonly number[];

/**
 * One pass over the text finds the literals that patterns cannot match without; only patterns that have all of theirs are
 * worth trying, beside the few that need none.
 */
function createShortlist(patterns: readonly PatternOfRule[]): Shortlist {
  const cases = patterns.map(({ folded }) => requiredLiterals(folded));
  const always = cases.flatMap((some, at) => (some ? [] : [at]));
  const needed = cases.flatMap((some, at) => (some ?? []).map((lists) => ({ at, lists })));
  const caseOf = needed.flatMap(({ lists }, of) => lists.map(() => of));
  const literals = needed
    .flatMap(({ lists }) => lists)
    .flatMap((texts, of) => texts.map((text) => ({ text, of })));
  const index = createLiteralIndex(literals);
  const missing = new Uint16Array(needed.length);
  const wanted = Uint16Array.from(needed, ({ lists }) => lists.length);
  return (folded) => {
    const found = [...always];
    missing.set(wanted);
    for (const list of index.search(folded)) {
      const of = caseOf[list] ?? 0;
      const left = (missing[of] ?? 0) - 1;
      missing[of] = left;
      if (left === 0) found.push(needed[of]?.at ?? 0);
    }
    return found.sort((one, other) => one - other);
  };
}

/**
 * Makes the rules ready for finding the one that decides; thousands of patterns cost little more than a few. A pattern that
 * does not compile throws a BouncePatternError when it is first tried; see shared/lint/.
 */
export function createFindRule(rules: readonly BounceRuleData[]): FindRule {
  const patterns = patternsOf(rules);
  const shortlist = createShortlist(patterns);
  return (folded, mxHost) => {
    for (const at of shortlist(folded)) {
      const pattern = patterns[at];
      if (pattern && fits(pattern, folded, mxHost)) return pattern.rule;
    }
    return undefined;
  };
}
