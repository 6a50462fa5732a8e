import type { MailId } from '../message/mail.ts';
import type { Blame, FailureReason } from '../outcome/event.ts';
import type { EpochMillis } from '../time/units.ts';

/** What an operator can do to an address. `release` ends quarantine and denylist alike. */
export const OPERATOR_ACTS = ['quarantine', 'deny', 'allow', 'disallow', 'release'] as const;
export type OperatorAct = (typeof OPERATOR_ACTS)[number];

/**
 * One thing that happened to an address. An address's standing follows from the set of its entries alone: `at` is when it
 * happened, never when we heard of it.
 */
export type Entry =
  | {
      readonly kind: 'error';
      readonly mail: MailId;
      readonly at: EpochMillis;
      readonly reason: FailureReason;
      /** Absent: unclassified. */
      readonly blame?: Blame;
    }
  /** A mail of a watched address was taken by SES, or by the recipient's server. */
  | { readonly kind: 'handedOver' | 'delivered'; readonly mail: MailId; readonly at: EpochMillis }
  | { readonly kind: 'complaint'; readonly mail: MailId; readonly at: EpochMillis; readonly stream: string }
  | {
      readonly kind: 'act';
      readonly act: OperatorAct;
      readonly at: EpochMillis;
      /** A person, or where an import came from. */
      readonly by: string;
      readonly why?: string;
      /** Of a quarantine. */
      readonly reason?: FailureReason;
    };

/** Two entries of one identity are one: events come twice. Two lists of one day may give two reasons; both stand. */
export const identityOf = (entry: Entry): string =>
  entry.kind === 'act'
    ? `act#${entry.act}#${entry.at}#${entry.reason ?? ''}`
    : `${entry.kind}#${entry.mail}#${entry.at}`;
