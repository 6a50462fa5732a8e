import type { EpochMillis } from '../time/units.ts';

export type OrderScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'campaign' | 'rule' | 'pool' | 'stream'; readonly name: string };

/** An operator's word. A pause holds until `endedAt`; a cancel ends all mail first seen before `at`. */
export interface Order {
  readonly verb: 'pause' | 'cancel';
  readonly scope: OrderScope;
  readonly at: EpochMillis;
  readonly by: string;
  readonly why?: string;
  readonly endedAt?: EpochMillis;
  readonly endedBy?: string;
}
