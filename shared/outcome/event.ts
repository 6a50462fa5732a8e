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

export const FAILURE_TYPES = ['hard', 'soft', 'ignored'] as const;
export type FailureType = (typeof FAILURE_TYPES)[number];

export const FAILURE_REASONS = [
  'userUnknown',
  'invalidDomain',
  'unreachable',
  'inactiveUser',
  'mailboxFull',
  'refused',
] as const;
export type FailureReason = (typeof FAILURE_REASONS)[number];

/** Whom a failure speaks of. */
export const BLAMES = ['mailbox', 'domain', 'sender', 'network'] as const;
export type Blame = (typeof BLAMES)[number];

/** What an event did to its address. */
export interface QuarantineStep {
  /** `counted`: one more of the errors that lead to quarantine. */
  readonly step: 'counted' | 'quarantined' | 'denylisted';
  /** Counted errors of the reason so far, and how many lead to quarantine. */
  readonly count?: number;
  readonly of?: number;
  /** When the quarantine ends by itself, ISO 8601; absent: it does not. */
  readonly until?: string;
}

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
  readonly blame?: Blame;
  /** The bounce rule whose words decided. */
  readonly bounceRule?: string;
  readonly quarantine?: QuarantineStep;
  /** Who suppressed the mail; `notProduction`: the deployment mails only the addresses it was given for tests. */
  readonly by?: 'quarantine' | 'denylist' | 'ses' | 'notProduction';
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
