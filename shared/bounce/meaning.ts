import type { Blame, FailureReason } from '../outcome/event.ts';

/** What codes say of a failure; without a blame nobody is to suffer for it. */
export interface Meaning {
  readonly reason: FailureReason;
  readonly blame?: Blame;
}

export const USER_UNKNOWN: Meaning = { reason: 'userUnknown', blame: 'mailbox' };
export const INVALID_DOMAIN: Meaning = { reason: 'invalidDomain', blame: 'domain' };
export const INACTIVE_USER: Meaning = { reason: 'inactiveUser', blame: 'mailbox' };
export const MAILBOX_FULL: Meaning = { reason: 'mailboxFull', blame: 'mailbox' };
export const REFUSED: Meaning = { reason: 'refused', blame: 'sender' };

/** Not reached, and whom that speaks of. */
export const unreachable = (blame: Blame): Meaning => ({ reason: 'unreachable', blame });
