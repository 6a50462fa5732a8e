import { MAILBOX_FULL, type Meaning, REFUSED, USER_UNKNOWN } from './meaning.ts';

/**
 * What SES says of a bounce (SES developer guide, "Bounce types"); undefined where it says nothing of the mailbox.
 * General and Undetermined cover whatever SES has no name for, automatic replies too. Mail that SES itself suppressed
 * never failed: whoever reads events knows these subtypes and does not ask.
 */
const MEANINGS: Readonly<Record<string, Meaning | undefined>> = {
  'Permanent/General': undefined,
  'Permanent/NoEmail': USER_UNKNOWN,
  'Permanent/Suppressed': undefined,
  'Permanent/OnAccountSuppressionList': undefined,
  'Permanent/OnTenantSuppressionList': undefined,
  'Permanent/EmailValidationSuppressed': undefined,
  'Permanent/UnsubscribedRecipient': undefined,
  'Transient/General': undefined,
  'Transient/MailboxFull': MAILBOX_FULL,
  'Transient/MessageTooLarge': REFUSED,
  'Transient/ContentRejected': REFUSED,
  'Transient/AttachmentRejected': REFUSED,
  /** The time that we gave SES ran out, so nobody else is to blame. */
  'Transient/CustomTimeoutExceeded': { reason: 'unreachable' },
  'Undetermined/Undetermined': undefined,
};

/** What SES's `bounceType/bounceSubType` says; types that SES may add later say nothing. */
export const judgeSubtype = (subtype: string): Meaning | undefined =>
  Object.hasOwn(MEANINGS, subtype) ? MEANINGS[subtype] : undefined;
