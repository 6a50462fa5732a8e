import { RE2JS, RE2JSException } from 're2js';
import type { BounceRuleData } from '../rules/bounce-schema.ts';
import { compileGlob, type Glob } from '../rules/glob.ts';
import { foldPattern } from './fold-pattern.ts';
import { createLiteralIndex, type Literal } from './literal-index.ts';
import { requiredLiterals } from './required-literals.ts';
import { isShortReply, shortExpression } from './short-expression.ts';

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
  readonly short: () => RegExp | undefined;
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
  let forShort: RegExp | false | undefined;
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

/** The same, for a short reply by the faster engine. */
const fitsShort = (pattern: PatternOfRule, folded: string, mxHost?: string): boolean =>
  isFor(pattern, mxHost) && (pattern.short() ?? pattern.expression()).test(folded);

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
  const { literals, casesOf, wanted } = shareLists(needed.map(({ lists }) => lists));
  const index = createLiteralIndex(literals);
  const missing = new Uint16Array(needed.length);
  return (folded) => {
    const found = [...always];
    missing.set(wanted);
    for (const list of index.search(folded)) {
      for (const of of casesOf[list] ?? []) {
        const left = (missing[of] ?? 0) - 1;
        missing[of] = left;
        if (left === 0) found.push(needed[of]?.at ?? 0);
      }
    }
    return found.sort((one, other) => one - other);
  };
}

/** Many cases need one of the same few words: each list is looked for once, whoever needs it. */
function shareLists(cases: readonly (readonly (readonly string[])[])[]) {
  const places = new Map<string, number>();
  const casesOf: number[][] = [];
  const literals: Literal[] = [];
  const wanted = new Uint16Array(cases.length);
  for (const [of, lists] of cases.entries()) {
    const texts = new Map(lists.map((list) => [list.join('\0'), list]));
    wanted[of] = texts.size;
    for (const [key, list] of texts) {
      const place = places.get(key) ?? places.size;
      if (!places.has(key)) literals.push(...list.map((text) => ({ text, of: place })));
      places.set(key, place);
      const sharing = casesOf[place];
      if (sharing) sharing.push(of);
      else casesOf[place] = [of];
    }
  }
  return { literals, casesOf, wanted };
}

/**
 * Makes the rules ready for finding the one that decides; thousands of patterns cost little more than a few. A pattern that
 * does not compile throws a BouncePatternError when it is first tried; see shared/lint/.
 */
export function createFindRule(rules: readonly BounceRuleData[]): FindRule {
  const patterns = patternsOf(rules);
  const shortlist = createShortlist(patterns);
  return (folded, mxHost) => {
    const matches = isShortReply(folded) ? fitsShort : fits;
    for (const at of shortlist(folded)) {
      const pattern = patterns[at];
      if (pattern && matches(pattern, folded, mxHost)) return pattern.rule;
    }
    return undefined;
  };
}
