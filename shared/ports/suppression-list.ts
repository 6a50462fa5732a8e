import type { EpochMillis } from '../time/units.ts';

/** An address on the account's suppression list at SES. */
export interface SuppressedAddress {
  readonly address: string;
  readonly reason: 'BOUNCE' | 'COMPLAINT';
  readonly since: EpochMillis;
}

/** SES's own list. SES allows about one call a second, so every one may take that long. */
export interface SuppressionList {
  get(address: string): Promise<SuppressedAddress | undefined>;
  /** All of it, page by page. */
  all(): AsyncIterable<SuppressedAddress>;
  /** Takes the address off; false: it was not there. */
  lift(address: string): Promise<boolean>;
}
