import { type Chain, NO_CHAIN } from '../backlog/chain.ts';
import type { DayCounter } from '../quota/day-counter.ts';
import type { QuotaKey } from '../quota/key.ts';
import type { EpochMicros, EpochMillis } from '../time/units.ts';
import type { WakeUp } from './queues.ts';

/** One quota key's item. */
export interface QuotaItem {
  readonly key: QuotaKey;
  /** The first departure time not taken yet. */
  readonly nextSlot?: EpochMicros;
  readonly chain: Chain;
  /** Raised by every change of `chain`. */
  readonly chainVersion: number;
  /** Slots taken, by index of the twelfth of the period that they were taken in; see quota/usage.ts. */
  readonly used: Readonly<Record<string, number>>;
  /** What the key was last paced by, for `mxp status`. */
  readonly pace?: Pace;
}

/** The item of a key that nothing was ever taken from. */
export const emptyItem = (key: QuotaKey): QuotaItem => ({ key, chain: NO_CHAIN, chainVersion: 0, used: {} });

/** A key's limit as last applied: hand-overs per `periodMillis`, `spacing` in microseconds. */
export interface Pace {
  readonly limit: number;
  readonly periodMillis: number;
  readonly spacing: EpochMicros;
  readonly rule: string;
}

/** One conditional update; exactly one of the two forms of design §4. */
export interface TakeSlots {
  /** How far `nextSlot` moves, microseconds. */
  readonly advance: EpochMicros;
  /** `append`: nextSlot += advance, if nextSlot is in [now, maxStart]. `restart`: nextSlot = now + advance, if absent or < now. */
  readonly form: { readonly kind: 'append'; readonly maxStart: EpochMicros } | { readonly kind: 'restart' };
  /** No slot before it: the present, or later when something else paces the mails. */
  readonly now: EpochMicros;
  /** Fresh mail takes nothing while a backlog exists. */
  readonly unlessOpen: boolean;
  /** Buckets of `used` to raise and to drop in the same update. */
  readonly count: { readonly add: Readonly<Record<string, number>>; readonly drop: readonly string[] };
  readonly pace?: Pace;
}

export interface QuotaStore {
  /** Consistent read; a key without an item is answered with an empty one. */
  load(keys: readonly QuotaKey[]): Promise<ReadonlyMap<QuotaKey, QuotaItem>>;
  /** The first slot taken, or the item as it stands when the condition failed. */
  take(
    key: QuotaKey,
    request: TakeSlots,
  ): Promise<
    { readonly ok: true; readonly start: EpochMicros } | { readonly ok: false; readonly item: QuotaItem }
  >;
  /** Replaces `chain` if `chainVersion` still is `seen`; answers whether it did. */
  swapChain(key: QuotaKey, seen: number, next: Chain): Promise<boolean>;
  /** Keys whose `wakeAt` lies before `before`; eventually consistent. */
  overdue(before: EpochMillis): Promise<readonly WakeUp[]>;
  loadDay(keys: readonly QuotaKey[]): Promise<ReadonlyMap<QuotaKey, DayCounter>>;
  /** Writes the counter if its version still is `seen`; answers whether it did. */
  saveDay(key: QuotaKey, seen: number, next: DayCounter): Promise<boolean>;
}
