import { RE2JS, RE2JSException } from 're2js';
import type { BounceRuleData } from '../rules/bounce-schema.ts';
import { compileGlob, type Glob } from '../rules/glob.ts';
import { foldPattern } from './fold-pattern.ts';
import { isOfShortWords, type ShortExpression, shortExpression } from './short-expression.ts';
import { createShortlist } from './shortlist.ts';

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
  /** The same for short replies, where there is one. */
  readonly short: () => ShortExpression | undefined;
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
  let forShort: ShortExpression | false | undefined;
  const short = () => {
    forShort ??= shortExpression(folded) ?? false;
    return forShort || undefined;
  };
  return { rule, folded, expression, short, ...(hosts ? { hosts } : {}) };
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

const isFor = ({ hosts }: PatternOfRule, mxHost?: string): boolean =>
  hosts === undefined || (mxHost !== undefined && hosts.some((mask) => mask(mxHost)));

/** Whether a pattern's rule is for the host and the pattern is in the text. */
export const fits = (pattern: PatternOfRule, folded: string, mxHost?: string): boolean =>
  isFor(pattern, mxHost) && pattern.expression().test(folded);

/** The same by the faster engine where the reply is short enough; its words must be. */
function fitsShort(pattern: PatternOfRule, folded: string, mxHost?: string): boolean {
  if (!isFor(pattern, mxHost)) return false;
  const short = pattern.short();
  return short && folded.length <= short.upTo
    ? short.expression.test(folded)
    : pattern.expression().test(folded);
}

/**
 * Makes the rules ready for finding the one that decides; thousands of patterns cost little more than a few. A pattern that
 * does not compile throws a BouncePatternError when it is first tried; see shared/lint/.
 */
export function createFindRule(rules: readonly BounceRuleData[]): FindRule {
  const patterns = patternsOf(rules);
  const shortlist = createShortlist(patterns.map((pattern) => pattern.folded));
  return (folded, mxHost) => {
    const matches = isOfShortWords(folded) ? fitsShort : fits;
    for (const at of shortlist(folded)) {
      const pattern = patterns[at];
      if (pattern && matches(pattern, folded, mxHost)) return pattern.rule;
    }
    return undefined;
  };
}
