import type { QuotaItem } from '../ports/quota-store.ts';
import { type EpochMillis, toMicros } from '../time/units.ts';
import { dnsKeyDomain, type QuotaKey } from './key.ts';
import { drainMillis } from './pace.ts';
import { usedLately } from './usage.ts';

/**
 * `idle`: nothing to do · `pacing`: slots are out, nothing waits · `draining`: a backlog gets every slot · `kept back`: what
 * waits is paused, held or not due · `no MX`: the domain cannot be looked up.
 */
export type KeyState = 'idle' | 'pacing' | 'draining' | 'kept back' | 'no MX';

/** How one quota key stands. */
export interface KeyStatus {
  readonly key: QuotaKey;
  readonly rule?: string;
  /** Hand-overs per period, all sending IPs together. */
  readonly limit?: number;
  readonly periodMillis?: number;
  /** Slots used in the last period, by our own counters. */
  readonly used: number;
  readonly waiting: number;
  /** Until the last waiting mail has its slot, at the present limit; absent while mail is kept back. */
  readonly drainMillis?: number;
  readonly state: KeyState;
}

function stateOf({ key, chain, nextSlot = 0 }: QuotaItem, waiting: number, now: number): KeyState {
  if (dnsKeyDomain(key) !== undefined) return 'no MX';
  if (waiting > 0) return chain.open ? 'draining' : 'kept back';
  return nextSlot > now ? 'pacing' : 'idle';
}

/** Reads a key's status off its item and the number of its waiting mails. */
export function keyStatus(item: QuotaItem, waiting: number, at: EpochMillis): KeyStatus {
  const now = toMicros(at);
  const state = stateOf(item, waiting, now);
  const { key, pace } = item;
  if (!pace) return { key, used: 0, waiting, state };
  const used = usedLately(item.used, now, pace.periodMillis);
  const drain =
    state === 'draining'
      ? { drainMillis: drainMillis(waiting, pace.spacing, item.nextSlot ?? now, now) }
      : {};
  return {
    key,
    rule: pace.rule,
    limit: pace.limit,
    periodMillis: pace.periodMillis,
    used,
    waiting,
    state,
    ...drain,
  };
}
