import type { MailId } from '../message/mail.ts';
import type { EpochMillis } from '../time/units.ts';
import type { Claim } from './proof.ts';

/** What a returned mail says of which mail it returns. */
export interface Marks {
  /** Our header, wherever it stands. */
  readonly claims: readonly Claim[];
  /** SES message ids, from Message-IDs that SES wrote. */
  readonly sesIds: readonly string[];
  /** Where this mail was sent to; one of them may be a keyed return path. */
  readonly returnPaths: readonly string[];
  /** Whom the returned mail was for, by its own header. */
  readonly to: readonly string[];
}

/** What a server said of one recipient: the one shape of all that comes back. */
export interface Failure {
  /** By our header; proved or not. */
  readonly mailId?: MailId;
  /** Absent: the report names nobody. */
  readonly recipient?: string;
  /** Whom the mail was sent to, where an alias or a forwarding changed it (RFC 3464 §2.3.1). */
  readonly original?: string;
  /** The server that spoke, lower case. */
  readonly mxHost?: string;
  /** The words as they came; empty where nothing was said. */
  readonly reply: string;
  /** RFC 3463. */
  readonly enhancedStatus?: string;
  /** `dsn`: a report (RFC 3464) · `text`: words for people alone. */
  readonly source: 'dsn' | 'text';
  readonly at: EpochMillis;
}

/** What passes without anything having failed. */
export type Passing = 'autoReply' | 'delay' | 'success' | 'receipt';

/** One returned mail, understood. */
export type ReturnedMail =
  | {
      readonly kind: 'failed';
      readonly marks: Marks;
      readonly failures: readonly Failure[];
      /** Recipients of the same report that the mail did reach. */
      readonly reached: readonly string[];
    }
  | {
      readonly kind: 'complained';
      readonly marks: Marks;
      /** Who complains, where it is told. */
      readonly recipients: readonly string[];
      /** RFC 5965 §7.3, lower case. */
      readonly feedbackType: string;
      readonly at: EpochMillis;
    }
  | { readonly kind: 'passed'; readonly what: Passing }
  /** Neither a report nor any other form that is known. */
  | { readonly kind: 'unreadable'; readonly reason: string };
