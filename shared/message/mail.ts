import type { EpochMillis } from '../time/units.ts';

/** Upstream's idempotency key: 1–128 of `A-Za-z0-9_-`. */
export type MailId = string & { readonly __brand: 'MailId' };

/** One mailbox (RFC 5321 §4.1.2); `domain` is in A-label form and lower case. */
export interface Address {
  readonly local: string;
  readonly domain: string;
  /** `local@domain` as handed to SES. */
  readonly address: string;
}

export interface Mailbox extends Address {
  readonly displayName?: string;
}

/** A content kept in S3, shared by many mails or too large for SQS. */
export interface ContentReference {
  /** `s3://bucket/key` */
  readonly s3: string;
  /** Lower-case hex SHA-256 of the object's bytes. */
  readonly sha256: string;
}

export interface Attachment {
  readonly name: string;
  readonly type: string;
  readonly base64: string;
}

export interface SimpleContent {
  readonly kind: 'simple';
  readonly subject: string;
  readonly text?: string;
  readonly html?: string;
  readonly attachments?: readonly Attachment[];
}

export interface TemplateContent {
  readonly kind: 'template';
  /** Name of a template kept at SES. */
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface RawContent {
  readonly kind: 'raw';
  /** A whole MIME message (RFC 5322), base64. */
  readonly base64: string;
}

/**
 * The same contents by reference. The object holds, for `simple`, the JSON `{subject, text?, html?, attachments?}`;
 * for `template`, the JSON `{subject, text?, html?}` of a template that SES fills with `data`; for `raw`, the MIME bytes.
 */
export type ReferencedContent =
  | ({ readonly kind: 'simple' | 'raw' } & ContentReference)
  | ({ readonly kind: 'template'; readonly data: Readonly<Record<string, unknown>> } & ContentReference);

export type Content = SimpleContent | TemplateContent | RawContent | ReferencedContent;

export interface MailHeader {
  readonly name: string;
  readonly value: string;
}

/** RFC 8058: `url` gives one-click unsubscription; `mailto` is the older way. At least one is present. */
export interface Unsubscribe {
  readonly url?: string;
  readonly mailto?: string;
}

/** A parsed and validated message; `pool` and `stream` hold their defaults when upstream named none. */
export interface Mail {
  readonly id: MailId;
  readonly to: Address;
  readonly from: Mailbox;
  readonly replyTo: readonly Mailbox[];
  readonly campaign?: string;
  /** `marketing`, `transactional` or a name of upstream's own. */
  readonly stream: string;
  readonly pool: string;
  readonly content: Content;
  readonly unsubscribe?: Unsubscribe;
  readonly headers: readonly MailHeader[];
  readonly metadata?: Readonly<Record<string, string>>;
  readonly notBefore?: EpochMillis;
  readonly expiresAt?: EpochMillis;
  /** Hash of the body string as received: two bodies under one id differ here. */
  readonly bodyHash: string;
}
