/** Milliseconds since the Unix epoch. */
export type EpochMillis = number;

export interface SesHeader {
  readonly name: string;
  readonly value: string;
}

/** Headers as the sender wrote them: `messageId` is the sender's, not SES's. */
export interface SesCommonHeaders {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly replyTo: readonly string[];
  readonly date?: string;
  readonly messageId?: string;
  readonly subject?: string;
}

/** The mail that an event speaks of (SES developer guide, "mail object"). */
export interface SesMail {
  /** What SendEmail answered; empty where the event lacks it. */
  readonly messageId: string;
  /** When SES took the mail. */
  readonly timestamp: EpochMillis;
  /** Envelope sender; empty where the event lacks it. */
  readonly source: string;
  readonly sourceArn?: string;
  readonly sourceIp?: string;
  readonly callerIdentity?: string;
  readonly sendingAccountId?: string;
  /** All recipients of the mail, not only those that the event is about. */
  readonly destination: readonly string[];
  /** Those that SES sets (`ses:…`) and those of the mail; an object without prototype. */
  readonly tags: Readonly<Record<string, readonly string[]>>;
  readonly headers: readonly SesHeader[];
  /** SES cuts headers at 10 KB. */
  readonly headersTruncated: boolean;
  readonly commonHeaders?: SesCommonHeaders;
}
