import { RE2JS, RE2JSException } from 're2js';
import { foldReply } from '../bounce/fold.ts';
import { foldPattern } from '../bounce/fold-pattern.ts';
import { requiredLiterals } from '../bounce/required-literals.ts';
import type { LintBounceRule, LintEngine, LintText, LintWhere } from './model.ts';
import { samplesOf } from './pattern-samples.ts';
import { type PatternNode, readPattern } from './pattern-tree.ts';

/** A pattern that compiles, with what the linter wants to know of it. */
export interface ReadPattern {
  readonly ok: true;
  readonly rule: LintBounceRule;
  /** As written. */
  readonly text: string;
  readonly where: LintWhere | undefined;
  /** Undefined where it cannot be looked into. */
  readonly tree: PatternNode | undefined;
  /** Whether it is in a reply, read as the system would. */
  readonly isIn: (reply: string) => boolean;
  /** Literals in lower case of which a reply holds one if the pattern is in it; undefined when any reply may do. */
  readonly calledBy: readonly string[] | undefined;
  /** Replies that it is in, made of the pattern itself. */
  readonly samples: () => readonly string[];
}

export interface BrokenPattern {
  readonly ok: false;
  readonly rule: LintBounceRule;
  readonly text: string;
  readonly where: LintWhere | undefined;
  /** What the engine says. */
  readonly problem: string;
}

/** How texts are compared: ours are folded, those of others differ in case or not. */
interface Compared {
  readonly pattern: string;
  readonly flags: number;
  readonly read: (reply: string) => string;
}

function comparedAs(engine: LintEngine, rule: LintBounceRule, pattern: string): Compared {
  if (engine.isFolded) return { pattern: foldPattern(pattern), flags: 0, read: foldReply };
  const isStrict = rule.isCaseSensitive ?? engine.isCaseSensitive ?? false;
  return { pattern, flags: isStrict ? 0 : RE2JS.CASE_INSENSITIVE, read: (reply) => reply };
}

/** Of each case of a pattern, the list whose shortest literal is longest. */
const callersOf = (pattern: string): readonly string[] | undefined =>
  requiredLiterals(pattern)?.flatMap((lists) => {
    const best = lists.toSorted((one, other) => shortestOf(other) - shortestOf(one))[0] ?? [];
    return best.map((text) => text.toLowerCase());
  });

const shortestOf = (texts: readonly string[]): number => Math.min(...texts.map(({ length }) => length));

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Compiles one pattern with the linear engine. */
function read(
  engine: LintEngine,
  rule: LintBounceRule,
  { text, where }: LintText,
): ReadPattern | BrokenPattern {
  const known = { rule, text, where: where ?? rule.where };
  const compared = comparedAs(engine, rule, text);
  try {
    const expression = RE2JS.compile(compared.pattern, compared.flags);
    const isIn = (reply: string): boolean => expression.test(compared.read(reply));
    const calledBy = callersOf(compared.pattern);
    const tree = readPattern(text);
    const samples = once(() => (tree ? samplesOf(tree).filter(isIn) : []));
    return { ok: true, ...known, tree, isIn, calledBy, samples };
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return { ok: false, ...known, problem: error.message };
  }
}

/** Every pattern of the rules in order. */
export const readPatterns = (
  engine: LintEngine,
  rules: readonly LintBounceRule[],
): readonly (ReadPattern | BrokenPattern)[] =>
  rules.flatMap((rule) => rule.patterns.map((pattern) => read(engine, rule, pattern)));
