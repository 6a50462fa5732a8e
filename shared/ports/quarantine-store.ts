import type { MailId } from '../message/mail.ts';
import type { FailureReason, FailureType, OutcomeKind, QuarantineStep } from '../outcome/event.ts';
import type { AddressKey, KeyOf } from '../quarantine/address-key.ts';
import type { Entry } from '../quarantine/entry.ts';
import type { Standing } from '../quarantine/standing.ts';
import type { EpochMillis } from '../time/units.ts';

/** All that is known of one address: one row of the Quarantine table. */
export interface AddressRecord {
  readonly key: AddressKey;
  /** The address in lower case; absent once it was forgotten. */
  readonly address?: string;
  /** An operator had the address forgotten: it is not written again, whoever names it. */
  readonly forgotten?: true;
  /** What happened, in order of time; older ones are folded into `base`, but for those that still matter. */
  readonly entries: readonly Entry[];
  /** The standing that pruned entries left, and until when they reached: what happened before it counts no more. */
  readonly base?: { readonly until: EpochMillis; readonly standing: Standing };
  /** What `entries` on `base` come to. */
  readonly standing: Standing;
  /** Raised by every write. */
  readonly version: number;
}

export interface QuarantineStore {
  /** The standings of those of the addresses that have one; may be a moment old. */
  check(keys: readonly AddressKey[]): Promise<ReadonlyMap<AddressKey, Standing>>;
  /** Consistent. */
  get(key: AddressKey): Promise<AddressRecord | undefined>;
  /** Writes `next` if the row's version still is `seen` (0: there is no row); answers whether it did. */
  swap(seen: number, next: AddressRecord): Promise<boolean>;
}

/** What was said about one mail to an address, kept for people: who, which text, which rule of which set. */
export interface Evidence {
  readonly key: AddressKey;
  readonly at: EpochMillis;
  readonly mailId: MailId;
  readonly kind: OutcomeKind;
  /** `ses`: an SES event · `mail`: a returned mail · `dns`: a look-up. */
  readonly source: 'ses' | 'mail' | 'dns';
  readonly reply?: string;
  readonly status?: string;
  /** SES's own view, as `Permanent/General`. */
  readonly subtype?: string;
  /** The MX host that the mail was meant for. */
  readonly mx?: string;
  readonly type?: FailureType;
  readonly reason?: FailureReason;
  readonly blame?: string;
  /** The bounce rule, and what else decided. */
  readonly bounceRule?: string;
  readonly via?: string;
  readonly ruleSet?: string;
  readonly quarantine?: QuarantineStep;
}

export interface EvidenceStore {
  /** Putting the same again changes nothing: a row is known by address, time, mail and kind. */
  put(evidence: Evidence): Promise<void>;
  /** Oldest first. */
  of(key: AddressKey): Promise<readonly Evidence[]>;
  /** Deletes all of an address. */
  erase(key: AddressKey): Promise<void>;
}

/** Gives the keys of addresses under the deployment's secret, which is read once. */
export interface AddressKeys {
  open(): Promise<KeyOf>;
}
