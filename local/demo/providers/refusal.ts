import type { FailureReason, FailureType } from '../../../shared/outcome/event.ts';
import type { SmtpRefusal } from '../../servers/provider-policy.ts';

/** What a provider means by a refusal, whatever words it chooses: the answer that a classifier has to find. */
export interface Truth {
  readonly type: FailureType;
  readonly reason: FailureReason;
}

/** What a refusal is to the sender: a wait, a closed door, a mailbox that takes nothing, or a mail not wanted. */
export const REFUSAL_KINDS = ['deferred', 'blocked', 'mailbox', 'unwanted'] as const;
export type RefusalKind = (typeof REFUSAL_KINDS)[number];

/** A refusal that knows its own meaning; the SMTP client sees code and text alone. */
export interface DemoRefusal extends SmtpRefusal {
  readonly kind: RefusalKind;
  readonly truth: Truth;
}

type Words = readonly [code: number, text: string];

/** For now: not reached, and the address is not to blame. */
export const deferral = (...[code, text]: Words): DemoRefusal => ({
  code,
  text,
  kind: 'deferred',
  truth: { type: 'soft', reason: 'unreachable' },
});

/** The sender went too far: nothing of it is taken for a while. */
export const block = (...[code, text]: Words): DemoRefusal => ({
  code,
  text,
  kind: 'blocked',
  truth: { type: 'soft', reason: 'refused' },
});

/** This mail is not wanted. */
export const unwanted = (...[code, text]: Words): DemoRefusal => ({ ...block(code, text), kind: 'unwanted' });

export const noSuchUser = (...[code, text]: Words): DemoRefusal => ({
  code,
  text,
  kind: 'mailbox',
  truth: { type: 'hard', reason: 'userUnknown' },
});

export const mailboxFull = (...[code, text]: Words): DemoRefusal => ({
  code,
  text,
  kind: 'mailbox',
  truth: { type: 'soft', reason: 'mailboxFull' },
});

export const inactiveUser = (...[code, text]: Words): DemoRefusal => ({
  code,
  text,
  kind: 'mailbox',
  truth: { type: 'soft', reason: 'inactiveUser' },
});

/** A refusal of ours, or of the server itself, which means nothing in particular. */
export const isDemoRefusal = (refusal: SmtpRefusal | undefined): refusal is DemoRefusal =>
  refusal !== undefined && 'truth' in refusal;
