import type { MailId } from '../message/mail.ts';
import type { Echo, Ending } from '../outcome/event.ts';
import type { AddressKey } from '../quarantine/address-key.ts';
import type { EpochMicros, EpochMillis, EpochSeconds } from '../time/units.ts';

/**
 * `claimed`: a sender is at it until `until` · `free`: a sender knows that nothing left · `sent`: handed over ·
 * `ended`: any other disposition.
 */
export type DeliveryState = 'claimed' | 'free' | 'sent' | 'ended';

/** One mail id's row in the Delivery table; ≤ 1 KB. */
export interface DeliveryRecord {
  readonly id: MailId;
  readonly state: DeliveryState;
  readonly until?: EpochMillis;
  readonly bodyHash: string;
  readonly echo: Echo;
  /** The recipient; absent where the message named none that could be read. */
  readonly address?: AddressKey;
  /** The departure time that the hand-over kept to. */
  readonly slot?: EpochMicros;
  /** Sent again after a doubt: events of an earlier hand-over may come too. */
  readonly resent?: true;
  /** Present when `sent` or `ended`. */
  readonly ending?: Ending;
  readonly sesId?: string;
  /** DynamoDB deletes the row some time after this; readers must not rely on it. */
  readonly ttl: EpochSeconds;
}

export type PutResult = { readonly ok: true } | { readonly ok: false; readonly existing: DeliveryRecord };

export interface DeliveryStore {
  get(id: MailId): Promise<DeliveryRecord | undefined>;
  /**
   * Puts the record if the id is new, or `free` for the same body; else answers what stands there. Used for claims and
   * for endings: the first content keeps its id, also while a sender has set it free. A free row that is marked `resent`
   * gives way only to a record with that mark, so the mark is never lost.
   */
  putIfFree(record: DeliveryRecord): Promise<PutResult>;
  /** Replaces the record if it still is `claimed` with this `until`; answers whether it did. */
  settle(claimedUntil: EpochMillis, next: DeliveryRecord): Promise<boolean>;
}

/** A mail in doubt that nobody may send again: for an operator to decide. */
export interface DoubtRow {
  readonly id: MailId;
  readonly since: EpochMillis;
  readonly echo: Echo;
}

export interface DoubtStore {
  put(row: DoubtRow): Promise<void>;
}
