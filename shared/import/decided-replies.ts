import type { Classifier } from '../bounce/judgement.ts';
import type { Finding } from '../lint/finding.ts';
import { found } from '../lint/found.ts';
import type { LintModel } from '../lint/model.ts';
import type { ReadPattern } from '../lint/patterns.ts';
import type { KnownReply } from './known-replies.ts';
import { patternsOf } from './proofs.ts';

/** What is known of replies, to hold other people's rules against. */
export interface Evidence {
  readonly replies: readonly KnownReply[];
  readonly reference: Classifier;
}

const judgesOf = (model: LintModel): readonly ReadPattern[] =>
  patternsOf(model).filter(({ rule }) => rule.kind === 'judge');

/** Two rules that say the same: which one decides makes no difference. */
const saysTheSame = ({ rule: one }: ReadPattern, { rule: other }: ReadPattern): boolean =>
  one.id === other.id || (one.action === other.action && one.reason === other.reason);

/** One reply may be an odd one. */
const ENOUGH_REPLIES = 2;

/** Patterns whose every known reply goes to an earlier rule that says something else. */
export function takenReplies(model: LintModel, { replies }: Evidence): readonly Finding[] {
  const judges = judgesOf(model);
  return judges.flatMap((late, at) => {
    const texts = replies.map(({ text }) => text).filter(late.isIn);
    const takers = texts.map((text) => judges.slice(0, at).find(({ isIn }) => isIn(text)));
    const [taker] = takers;
    if (!taker || texts.length < ENOUGH_REPLIES || takers.some((one) => !one || saysTheSame(one, late)))
      return [];
    return [
      found('bounce-covered', {
        message: `pattern '${late.text}' of rule '${late.rule.id}' loses all ${texts.length} replies that are known to match it: '${taker.text}' of rule '${taker.rule.id}' comes first, as for '${texts[0]}'`,
        advice: `Put it before rule '${taker.rule.id}', or make that pattern narrower.`,
        rule: late.rule.id,
        where: late.where,
      }),
    ];
  });
}

/** A mailbox that is full now may have room tomorrow; 4xx says so itself. */
const isFullForNow = ({ reference }: Evidence, text: string): boolean =>
  /^4/.test(text) && reference.judge({ text }).reason === 'mailboxFull';

/** Rows that give a mail up, though the reply says that the mailbox is full for now. */
export function rejectedTooSoon(model: LintModel, evidence: Evidence): readonly Finding[] {
  const judges = judgesOf(model);
  const full = evidence.replies.map(({ text }) => text).filter((text) => isFullForNow(evidence, text));
  return judges
    .filter(({ rule }) => rule.action?.startsWith('reject'))
    .flatMap((pattern) => {
      const own = [...pattern.rule.examples.map(({ text }) => text), ...pattern.samples()].filter(
        (text) => pattern.isIn(text) && isFullForNow(evidence, text),
      );
      const taken = full.filter((text) => judges.find(({ isIn }) => isIn(text)) === pattern);
      const [text] = [...own, ...taken];
      if (text === undefined) return [];
      return [
        found('bounce-hard-reason', {
          message: `rule '${pattern.rule.id}' rejects '${text}' at once, and the mailbox is only full for now`,
          advice: 'Defer it: the mail may arrive with a later try.',
          rule: pattern.rule.id,
          where: pattern.where,
        }),
      ];
    });
}

/** One known reply for each thing that a bare word was found to mean. */
function meaningsOf(pattern: ReadPattern, { replies }: Evidence): ReadonlyMap<string, string> {
  const meanings = new Map<string, string>();
  for (const { text, reason = 'ignored' } of replies)
    if (!meanings.has(reason) && pattern.isIn(text)) meanings.set(reason, text);
  return meanings;
}

const WORD = /^[a-z]{3,}$/i;

/** Bare words that replies of several meanings hold. */
export const ambiguousWords = (model: LintModel, evidence: Evidence): readonly Finding[] =>
  patternsOf(model)
    .filter(({ text }) => WORD.test(text))
    .flatMap((pattern) => {
      const [one, other] = [...meaningsOf(pattern, evidence)];
      if (!one || !other) return [];
      return [
        found('bounce-bare-word', {
          message: `the one word '${pattern.text}' decides, and is in '${one[1]}' (${one[0]}) and in '${other[1]}' (${other[0]})`,
          advice: 'Add the words that it stands among in the replies that are meant.',
          rule: pattern.rule.id,
          where: pattern.where,
        }),
      ];
    });
