import type { MailId } from '../message/mail.ts';
import type { EpochMillis } from '../time/units.ts';

/** Every mail ends in exactly one of these. */
export const DISPOSITIONS = [
  'handedOver',
  'undeliverable',
  'invalid',
  'suppressed',
  'expired',
  'cancelled',
  'refusedBySes',
  'inDoubt',
] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

/** What may follow `handedOver`. */
export const FEEDBACK_KINDS = ['delivered', 'delayed', 'bounced', 'complained'] as const;

export type OutcomeKind = Disposition | (typeof FEEDBACK_KINDS)[number] | 'duplicate';

export type FailureType = 'hard' | 'soft' | 'ignored';
export type FailureReason =
  | 'userUnknown'
  | 'invalidDomain'
  | 'unreachable'
  | 'inactiveUser'
  | 'mailboxFull'
  | 'refused';

/** What upstream gets back of its own mail in every event; kept with the claim. */
export interface Echo {
  readonly campaign?: string;
  readonly stream: string;
  readonly pool: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly rule?: string;
  readonly mx?: string;
  readonly key?: string;
  /** Version of the rule set that decided. */
  readonly ruleSet?: string;
}

/** How a mail ended. `type` and `reason` classify a failure; `detail` is for people. */
export interface Ending {
  readonly kind: OutcomeKind;
  readonly at: EpochMillis;
  readonly type?: FailureType;
  readonly reason?: FailureReason;
  readonly by?: 'quarantine' | 'denylist' | 'ses';
  readonly reply?: string;
  readonly detail?: string;
}

/** One event for upstream; the same (id, kind) always has the same `eventId`, so repeats are recognised. */
export interface OutcomeEvent extends Omit<Echo, 'key'>, Omit<Ending, 'at'> {
  readonly v: 1;
  readonly eventId: string;
  readonly id: MailId;
  /** ISO 8601, UTC. */
  readonly at: string;
}
