import type { Clock } from '../ports/clock.ts';
import type { Pace, QuotaItem, QuotaStore, TakeSlots } from '../ports/quota-store.ts';
import { type EpochMicros, toMicros } from '../time/units.ts';
import type { QuotaKey } from './key.ts';
import { HORIZON } from './spacing.ts';
import { staleBuckets, usageOf } from './usage.ts';

/** Slots start, start + spacing, … (`count` of them). */
export interface TakenSlots {
  readonly count: number;
  readonly start: EpochMicros;
}

/** How many slots a key can give at `now` as its item stands, none before `from`, and the first of them. */
export function roomOf(
  item: QuotaItem,
  spacing: EpochMicros,
  {
    now,
    from,
    unlessOpen,
  }: { readonly now: EpochMicros; readonly from: EpochMicros; readonly unlessOpen: boolean },
): TakenSlots {
  const start = Math.max(item.nextSlot ?? from, from);
  const room = now + HORIZON - start;
  const closed = room < 0 || (unlessOpen && item.chain.open);
  return { count: closed ? 0 : 1 + Math.floor(room / spacing), start };
}

function requestFor(
  item: QuotaItem,
  { pace, unlessOpen }: SlotBid,
  { now, from }: { readonly now: EpochMicros; readonly from: EpochMicros },
  asked: TakenSlots,
): TakeSlots {
  const { spacing, periodMillis } = pace;
  const restart = item.nextSlot === undefined || item.nextSlot < from;
  return {
    advance: asked.count * spacing,
    form: restart
      ? { kind: 'restart' }
      : { kind: 'append', maxStart: now + HORIZON - (asked.count - 1) * spacing },
    now: from,
    unlessOpen,
    count: {
      add: usageOf(asked.start, asked.count, spacing, periodMillis),
      drop: staleBuckets(item.used, now, periodMillis),
    },
    pace,
  };
}

const TRIES = 3;

export interface SlotBid {
  readonly key: QuotaKey;
  readonly wanted: number;
  readonly pace: Pace;
  readonly unlessOpen: boolean;
  /** No slot before; default now. */
  readonly from?: EpochMicros;
}

/**
 * Takes up to `wanted` slots of a key with one conditional update, at most three tries against others; the answer may
 * be fewer, or none. Slots of a caller that crashes afterwards are lost, never given twice.
 */
export async function takeSlots(
  { quota, clock }: { readonly quota: QuotaStore; readonly clock: Clock },
  bid: SlotBid,
  seen: QuotaItem,
): Promise<TakenSlots> {
  let item = seen;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const now = toMicros(clock.now());
    const from = Math.max(now, bid.from ?? now);
    const room = roomOf(item, bid.pace.spacing, { now, from, unlessOpen: bid.unlessOpen });
    const asked = { ...room, count: Math.min(room.count, bid.wanted) };
    if (asked.count <= 0) break;
    const answer = await quota.take(bid.key, requestFor(item, bid, { now, from }, asked));
    if (answer.ok) return { count: asked.count, start: answer.start };
    item = answer.item;
  }
  return { count: 0, start: item.nextSlot ?? 0 };
}
