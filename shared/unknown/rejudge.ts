import { errorEntryOf } from '../bounce/error-entry.ts';
import type { Classifier, Judgement, Reply } from '../bounce/judgement.ts';
import type { Evidence } from '../ports/quarantine-store.ts';
import type { Revision } from '../quarantine/revise.ts';

/** A bounce that the rules of today judge otherwise than those of then. */
export interface Rejudged {
  readonly was: Evidence;
  readonly now: Evidence;
  readonly revision: Revision;
}

const replyOf = ({ reply = '', status, subtype, mx }: Evidence): Reply => ({
  text: reply,
  ...(status === undefined ? {} : { status }),
  ...(subtype === undefined ? {} : { subtype }),
  ...(mx === undefined ? {} : { mxHost: mx }),
});

/** What SES said beside the words was not always kept: without it only words may overrule what it had decided. */
const isBlind = ({ via, subtype }: Evidence, judgement: Judgement): boolean =>
  via === 'subtype' && subtype === undefined && judgement.via !== 'text';

function withJudgement(evidence: Evidence, judgement: Judgement, ruleSet: string): Evidence {
  const { type: _type, reason: _reason, blame: _blame, bounceRule: _rule, ...said } = evidence;
  const { type, reason, blame, rule, via } = judgement;
  return {
    ...said,
    type,
    ...(reason ? { reason } : {}),
    ...(blame ? { blame } : {}),
    ...(rule === undefined ? {} : { bounceRule: rule }),
    via,
    ruleSet,
  };
}

/** Judges a bounce again by the words that were kept; undefined where it stays as it is. */
export function rejudge(evidence: Evidence, classifier: Classifier, ruleSet: string): Rejudged | undefined {
  if (evidence.kind !== 'bounced' || evidence.via === undefined || evidence.reply === undefined)
    return undefined;
  const judgement = classifier.judge(replyOf(evidence));
  const { type, reason, blame } = judgement;
  const isSame = type === evidence.type && reason === evidence.reason && blame === evidence.blame;
  if (isSame || isBlind(evidence, judgement)) return undefined;
  const { mailId: mail, at } = evidence;
  const entry = errorEntryOf(mail, judgement, at);
  return {
    was: evidence,
    now: withJudgement(evidence, judgement, ruleSet),
    revision: { mail, at, entry },
  };
}
