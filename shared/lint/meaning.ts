import type { Classifier } from '../bounce/judgement.ts';
import type { Finding } from './finding.ts';
import { found } from './found.ts';
import type { LintBounceRule, LintModel } from './model.ts';
import type { ReadPattern } from './patterns.ts';

/** Replies that any set that judges must know: an unknown user, a full and a dead mailbox, in the words of common servers. */
const COMMON = [
  '550 5.1.1 <jane@example.com>: Recipient address rejected: User unknown',
  '550 user unknown',
  '550 5.2.2 User quota exceeded',
  '452 4.2.2 Mailbox full',
] as const;

/** A set of fewer patterns is an addition to another. */
const WHOLE_SET = 20;

/** Only an unknown user is final: all other failures may pass, or are not the mailbox's. */
function lintHard({ id, type, reason, where }: LintBounceRule): readonly Finding[] {
  if (type !== 'hard' || reason === undefined || reason === 'userUnknown') return [];
  const message = `rule '${id}' gives an address up for ${reason}, which may pass or is not the mailbox's fault`;
  return [
    found('bounce-hard-reason', {
      message,
      advice: 'Make it soft: only userUnknown is hard.',
      rule: id,
      where,
    }),
  ];
}

function lintPolicy({ policyReasons }: LintModel, { id, reason, where }: LintBounceRule): readonly Finding[] {
  if (policyReasons === undefined || reason === undefined || policyReasons.includes(reason)) return [];
  const message = `rule '${id}' gives the reason ${reason}, and the quarantine policy does not say what to do about it`;
  return [
    found('reason-without-policy', { message, advice: `Add ${reason} to quarantine.yaml.`, rule: id, where }),
  ];
}

function lintCut({ id, isCut, patterns, where }: LintBounceRule): readonly Finding[] {
  if (!isCut) return [];
  const message = `rule '${id}': its line has more fields than the format, for its pattern '${patterns[0]?.text ?? ''}' was cut at a comma`;
  return [
    found('bounce-cut', { message, advice: "Write '.' or '\\x2c' in place of the comma.", rule: id, where }),
  ];
}

/** What rules say of their replies, each by itself. */
export const lintMeaning = (model: LintModel): readonly Finding[] =>
  model.bounces.flatMap((rule) => [...lintHard(rule), ...lintPolicy(model, rule), ...lintCut(rule)]);

/** Common replies that no rule of a whole set knows. */
export function lintGaps(patterns: readonly ReadPattern[]): readonly Finding[] {
  const judges = patterns.filter(({ rule }) => rule.kind === 'judge');
  if (judges.length < WHOLE_SET) return [];
  return COMMON.filter((reply) => !judges.some(({ isIn }) => isIn(reply))).map((reply) =>
    found('bounce-gap', {
      message: `no rule knows '${reply}'`,
      advice: 'Add a rule for such replies, or make the one that was meant wider.',
    }),
  );
}

/** Rules whose own words we judge otherwise; only words count, and only where both sides are sure. */
export function lintAgainst(reference: Classifier, patterns: readonly ReadPattern[]): readonly Finding[] {
  return patterns.flatMap(({ rule, text, where, samples }) => {
    const [sample] = samples();
    if (rule.kind !== 'judge' || rule.reason === undefined || sample === undefined) return [];
    const { reason, via, rule: by } = reference.judge({ text: sample });
    if (via !== 'text' || reason === undefined || reason === rule.reason) return [];
    const message = `rule '${rule.id}' takes '${sample}' for ${rule.reason}, and our rule '${by ?? ''}' for ${reason}`;
    const advice = `Look at real replies of pattern '${text}' and decide.`;
    return [found('bounce-judged-otherwise', { message, advice, rule: rule.id, where })];
  });
}
