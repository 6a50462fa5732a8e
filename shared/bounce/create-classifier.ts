import type { Blame, FailureReason, FailureType } from '../outcome/event.ts';
import type { BounceRuleData } from '../rules/bounce-schema.ts';
import { judgeCode } from './by-code.ts';
import { judgeStatus } from './by-status.ts';
import { judgeSubtype } from './by-subtype.ts';
import { createFindRule } from './find-rule.ts';
import { foldReply } from './fold.ts';
import type { Classifier, JudgedBy, Judgement, Reply } from './judgement.ts';
import type { Meaning } from './meaning.ts';
import { type Codes, readCodes } from './read-codes.ts';

/** Whom a rule's reason speaks of when the rule does not say; unreachable may be anybody's. */
const USUAL_BLAME: Readonly<Partial<Record<FailureReason, Blame>>> = {
  userUnknown: 'mailbox',
  inactiveUser: 'mailbox',
  mailboxFull: 'mailbox',
  invalidDomain: 'domain',
  refused: 'sender',
};

/** Only an unknown user is hard, and never for less than a rule or code that says just that. */
const typeOf = (reason: FailureReason): FailureType => (reason === 'userUnknown' ? 'hard' : 'soft');

function byRule(rule: BounceRuleData, temporary: boolean): Judgement {
  const known = { rule: rule.id, via: 'text', classified: true } as const;
  const reason = (temporary ? rule.temporary : undefined) ?? rule.reason;
  if (rule.type === 'ignored' || reason === undefined) return { type: 'ignored', ...known };
  const blame = rule.blame ?? USUAL_BLAME[rule.reason ?? reason];
  const type = rule.type === 'soft' ? 'soft' : typeOf(reason);
  return { type, reason, ...(blame ? { blame } : {}), ...known };
}

const byCodes = ({ reason, blame }: Meaning, via: JudgedBy): Judgement => ({
  type: typeOf(reason),
  reason,
  ...(blame ? { blame } : {}),
  via,
  classified: true,
});

/** A class of 2 says that the mail arrived: whatever reports it, nothing failed. */
function bySuccess({ reply }: Codes): Judgement {
  return { type: 'ignored', via: reply === undefined ? 'status' : 'code', classified: true };
}

/** The reply code's class counts, else the status's, else what SES says. */
const isTemporary = (codes: Codes, subtype = ''): boolean =>
  codes.class === undefined ? subtype.startsWith('Transient/') : codes.class === '4';

function judgeCodes(codes: Codes, temporary: boolean, subtype: string | undefined): Judgement {
  if (codes.class === '2') return bySuccess(codes);
  const status = codes.status === undefined ? undefined : judgeStatus(codes.status, temporary);
  if (status) return byCodes(status, 'status');
  const meaning = subtype === undefined ? undefined : judgeSubtype(subtype);
  if (meaning) return byCodes(meaning, 'subtype');
  const code = codes.reply === undefined ? undefined : judgeCode(codes.reply);
  if (code) return byCodes(code, 'code');
  return {
    type: 'soft',
    reason: 'unreachable',
    via: codes.reply === undefined ? 'none' : 'code',
    classified: false,
  };
}

/**
 * Makes rules ready to judge replies: the words first, then the enhanced status, SES's subtype, the reply code. What none
 * of them knows is unreachable and soft, not classified. Judging throws a BouncePatternError at a pattern that does not
 * compile; the linter finds these beforehand.
 * @example createClassifier(ruleSet.bounces).judge({ text: '550 5.1.1 User unknown' })
 */
export function createClassifier(rules: readonly BounceRuleData[]): Classifier {
  const findRule = createFindRule(rules);
  return {
    judge: ({ text, status, mxHost, subtype }: Reply) => {
      const folded = foldReply(text);
      const rule = findRule(folded, mxHost);
      if (rule && rule.temporary === undefined) return byRule(rule, false);
      const codes = readCodes(folded, status);
      const temporary = isTemporary(codes, subtype);
      return rule ? byRule(rule, temporary) : judgeCodes(codes, temporary, subtype);
    },
  };
}
