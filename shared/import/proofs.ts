import type { Finding } from '../lint/finding.ts';
import { found } from '../lint/found.ts';
import type { LintModel } from '../lint/model.ts';
import { type ReadPattern, readPatterns } from '../lint/patterns.ts';
import type { KnownReply } from './known-replies.ts';
import { type Repair, repairsOf } from './repairs.ts';

/** Patterns of a model that compile, in order. */
export const patternsOf = ({ engine, bounces }: LintModel): readonly ReadPattern[] =>
  readPatterns(engine, bounces).filter((pattern) => pattern.ok);

function isInOf({ pattern, engine }: Repair, { rule }: ReadPattern): ReadPattern['isIn'] {
  const { isCaseSensitive: _, ...plain } = rule;
  const [mended] = readPatterns(engine, [{ ...plain, patterns: [{ text: pattern }] }]);
  return mended?.ok ? mended.isIn : () => false;
}

const ADVICE = {
  'bounce-paren-unescaped': "Write '\\(', '\\)', '\\[' and '\\]' where the reply has them.",
  'bounce-double-escape': "Take one backslash away: in this quoting, one '\\' is enough.",
  'bounce-case-trap': "Begin the pattern with '(?i)'.",
} as const satisfies Readonly<Record<Repair['code'], string>>;

/** Whether anything of the set sees the reply as it is: then the case of this one pattern loses nothing. */
const isSeen = (patterns: readonly ReadPattern[], { rule }: ReadPattern, text: string): boolean =>
  patterns.some((other) => other.rule.kind === rule.kind && other.isIn(text));

/** Replies to prove a pattern by: those that its own comments quote, then known ones, of its own meaning first. */
function witnessesFor({ rule }: ReadPattern, known: readonly KnownReply[]): readonly KnownReply[] {
  const means = ({ reason }: KnownReply): boolean => rule.reason !== undefined && reason === rule.reason;
  return [
    ...rule.examples.map(({ text }) => ({ text, isTemporary: text.startsWith('4') })),
    ...known.filter(means),
    ...known.filter((reply) => !means(reply)),
  ];
}

/** Words come under several codes: a reply with the code that a pattern begins with is as real. */
function underCodeOf({ text: pattern }: ReadPattern, reply: KnownReply): readonly KnownReply[] {
  const code = /^\^?\(?([45]\d\d)/.exec(pattern)?.[1];
  const isOther = code !== undefined && /^[45]\d\d /.test(reply.text) && !reply.text.startsWith(code);
  return isOther ? [reply, { ...reply, text: `${code}${reply.text.slice(code.length)}` }] : [reply];
}

/** A pattern that matches a real-looking reply once it is mended, and does not as it is written. */
function prove(
  pattern: ReadPattern,
  all: readonly ReadPattern[],
  { engine }: LintModel,
  known: readonly KnownReply[],
): readonly Finding[] {
  const witnesses = witnessesFor(pattern, known);
  return repairsOf(pattern.text, engine).flatMap((repair) => {
    const isIn = isInOf(repair, pattern);
    const isCase = repair.code === 'bounce-case-trap';
    const isLoss = ({ text, reason }: KnownReply): boolean =>
      !isCase || (reason === pattern.rule.reason && !isSeen(all, pattern, text));
    const tried = isCase ? witnesses : witnesses.flatMap((reply) => underCodeOf(pattern, reply));
    const proof = tried.find((reply) => !pattern.isIn(reply.text) && isIn(reply.text) && isLoss(reply));
    if (!proof) return [];
    const finding = found(repair.code, {
      message: `pattern '${pattern.text}' does not match '${proof.text}', and does once ${repair.done}`,
      advice: ADVICE[repair.code],
      rule: pattern.rule.id,
      where: pattern.where,
    });
    return [isCase ? finding : { ...finding, severity: 'error' as const }];
  });
}

/** Faults of patterns that a reply proves. */
export function proofsOf(model: LintModel, known: readonly KnownReply[]): readonly Finding[] {
  const patterns = patternsOf(model);
  return patterns.flatMap((pattern) => prove(pattern, patterns, model, known));
}
