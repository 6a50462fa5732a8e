import type { AddressKey } from '../quarantine/address-key.ts';
import type { QuotaKey } from '../quota/key.ts';
import type { EpochMicros, EpochMillis } from '../time/units.ts';

/** Fresh mail of OutboundQueue waits behind priority mail, which waits behind mail that was sent back. */
export const LANES = { returned: 0, priority: 1, fresh: 2 } as const;
export type Lane = (typeof LANES)[keyof typeof LANES];

/**
 * What MX Pacer knows of a mail on its way; travels in the message attribute `mxp` as ASCII JSON and in a backlog
 * page's line, beside the untouched body.
 */
export interface Envelope {
  readonly v: 1;
  /** When the mail first reached a queue of ours. */
  readonly firstSeen: EpochMillis;
  readonly expiresAt: EpochMillis;
  readonly lane: Lane;
  /** Returns so far. */
  readonly hops: number;
  /** Present once a slot was taken: what the sender obeys without asking again. */
  readonly slot?: Slot;
  /** Sent again once after a doubt: it may have left already. */
  readonly resent?: true;
  /** Present while it is not known whether the mail was handed over. */
  readonly doubtSince?: EpochMillis;
}

/** A departure time with all that the sender needs to keep it. */
export interface Slot {
  readonly key: QuotaKey;
  /** Microseconds since the epoch. */
  readonly at: EpochMicros;
  /** Milliseconds; see Tolerance. */
  readonly early: number;
  readonly late: number;
  readonly call: number;
  readonly rule: string;
  readonly mx: string;
  readonly ruleSet: string;
  /** The recipient's address. */
  readonly address: AddressKey;
  /** Of the mail's id, for its header; absent on mail that a version without proofs dispatched. */
  readonly proof?: string;
  /** Errors of the address are being counted: SES is asked to tell of a delivery. */
  readonly watch?: true;
}
