import type { EpochMillis } from './mail.ts';
import type { OpenUnion } from './open-union.ts';

export type BounceType = OpenUnion<'Permanent' | 'Transient' | 'Undetermined'>;

export type BounceSubType = OpenUnion<
  | 'AttachmentRejected'
  | 'ContentRejected'
  | 'CustomTimeoutExceeded'
  | 'EmailValidationSuppressed'
  | 'General'
  | 'MailboxFull'
  | 'MessageTooLarge'
  | 'NoEmail'
  | 'OnAccountSuppressionList'
  | 'OnTenantSuppressionList'
  | 'Suppressed'
  | 'UnsubscribedRecipient'
  | 'Undetermined'
>;

/** One recipient; what a delivery status notification (RFC 3464) said of it, where there was one. */
export interface BouncedRecipient {
  /** The notification's Final-Recipient: may differ from the address sent to, by case or by forwarding. */
  readonly emailAddress: string;
  /** `failed`, `delayed` … */
  readonly action?: string;
  /** RFC 3463: `5.1.1`. */
  readonly status?: string;
  /** `smtp; 550 5.1.1 user unknown` */
  readonly diagnosticCode?: string;
}

/** SES developer guide, "bounce object". A type or subtype that is missing is read as `Undetermined`. */
export interface SesBounce {
  readonly bounceType: BounceType;
  readonly bounceSubType: BounceSubType;
  readonly bouncedRecipients: readonly BouncedRecipient[];
  /** When the provider said so. */
  readonly timestamp: EpochMillis;
  /** Unique for one bounce; with the recipient, what tells copies of an event from another event. */
  readonly feedbackId?: string;
  /** `dns; mta.example.com` or `dsn; mta.example.com` */
  readonly reportingMTA?: string;
  readonly remoteMtaIp?: string;
}

/** What each of these means: SES developer guide, "deliveryDelay object". */
export type DelayType = OpenUnion<
  | 'BYOIPHostNameLookupUnavailable'
  | 'General'
  | 'InternalFailure'
  | 'IPFailure'
  | 'MailboxFull'
  | 'RecipientServerError'
  | 'SendingDeferral'
  | 'SpamDetected'
  | 'TransientCommunicationFailure'
  | 'Undetermined'
>;

/** SES could not deliver the mail yet and goes on trying. */
export interface SesDeliveryDelay {
  readonly delayType: DelayType;
  readonly delayedRecipients: readonly BouncedRecipient[];
  readonly timestamp: EpochMillis;
  /** When SES gives up. */
  readonly expirationTime?: EpochMillis;
  readonly reportingMTA?: string;
}

/** RFC 5965 and IANA's registry of feedback report types. `not-spam` is no complaint at all. */
export type ComplaintFeedbackType = OpenUnion<
  'abuse' | 'auth-failure' | 'fraud' | 'not-spam' | 'other' | 'virus'
>;

export type ComplaintSubType = OpenUnion<'OnAccountSuppressionList' | 'OnTenantSuppressionList'>;

export interface ComplainedRecipient {
  readonly emailAddress: string;
}

/** SES developer guide, "complaint object". */
export interface SesComplaint {
  /** Everyone at the complaining domain who was sent the mail: most providers hide who it was. */
  readonly complainedRecipients: readonly ComplainedRecipient[];
  readonly timestamp: EpochMillis;
  readonly feedbackId?: string;
  /** Absent, or null in SES's JSON, for a complaint that a person made. */
  readonly complaintSubType?: ComplaintSubType;
  readonly userAgent?: string;
  readonly complaintFeedbackType?: ComplaintFeedbackType;
  readonly arrivalDate?: EpochMillis;
}
