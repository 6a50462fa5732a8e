import type { BounceRuleData } from '../rules/bounce-schema.ts';

/** What a bounce rule of ours says of a reply. */
export type Verdict = Pick<BounceRuleData, 'type' | 'reason' | 'blame' | 'temporary'>;

/** A sender's reputation or policy: a refusal when permanent, a deferral when temporary; see docs/bounces.md. */
export const REFUSED: Verdict = {
  type: 'soft',
  reason: 'refused',
  blame: 'sender',
  temporary: 'unreachable',
};

/** The mail itself was refused: its content, size or attachment. */
export const REFUSED_MAIL: Verdict = { type: 'soft', reason: 'refused', blame: 'sender' };

/** Hard: a temporary reply is too little evidence for it in rules that nobody has looked through here. */
export const UNKNOWN_USER: Verdict = { type: 'hard', reason: 'userUnknown', temporary: 'unreachable' };

export const INACTIVE_USER: Verdict = { type: 'soft', reason: 'inactiveUser' };
export const MAILBOX_FULL: Verdict = { type: 'soft', reason: 'mailboxFull' };
export const INVALID_DOMAIN: Verdict = { type: 'soft', reason: 'invalidDomain' };
export const NETWORK: Verdict = { type: 'soft', reason: 'unreachable', blame: 'network' };

/** Too much, too fast, or a dialogue that went wrong: nothing is said of the address. */
export const SENDER_DEFERRED: Verdict = { type: 'soft', reason: 'unreachable', blame: 'sender' };
export const DEFERRED: Verdict = { type: 'soft', reason: 'unreachable' };
export const IGNORED: Verdict = { type: 'ignored' };
