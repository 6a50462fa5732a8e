import type { Blame, FailureReason } from '../outcome/event.ts';

/** What errors of one reason lead to. `never`: they are kept as evidence and count for nothing. */
export type ReasonPolicy =
  | 'never'
  | {
      /** Quarantined at this many counted errors. */
      readonly after: number;
      /** Milliseconds from the quarantine to its end; absent: never by itself. */
      readonly releaseAfter?: number;
      /** Only errors that blame one of these count; absent: all. An unclassified error blames nobody. */
      readonly blames?: readonly Blame[];
    };

/** Whom a complaint keeps mail from: the stream complained of, or all streams but `transactional`. */
export type ComplaintScope = 'stream' | 'allButTransactional';

/** When an address is quarantined and released; data of the rule set, durations in milliseconds. */
export interface QuarantinePolicy {
  readonly reasons: Readonly<Record<FailureReason, ReasonPolicy>>;
  /** Errors of one reason count when they are at least this far apart; its tolerance is taken off already. */
  readonly significantAfter: number;
  /** So long without an error, with a successful hand-over in it, resets the counters. */
  readonly quietFor: number;
  /** A delivery clears the counters after so long without a bounce of the same mail. */
  readonly deliveryClearsAfter: number;
  readonly complaint: { readonly scope: ComplaintScope };
}
