import { type EpochMillis, SECOND } from '../time/units.ts';

/** The state of a key's backlog and of its one chain of wake-ups. */
export interface Chain {
  /** A backlog exists that may take slots: fresh mail goes behind it. */
  readonly open: boolean;
  /** Until then somebody may still be writing a page. */
  readonly appendUntil?: EpochMillis;
  /** When the next wake-up is due; absent = no chain. */
  readonly wakeAt?: EpochMillis;
  /** Number of the wake-up that is valid next. */
  readonly wakeNo: number;
  /** A pump is at work until then, at the latest. */
  readonly pumpUntil?: EpochMillis;
  /** Prefix of the campaign served last. */
  readonly turn?: string;
  /** Looks at a domain that could not be looked up. */
  readonly dnsTries?: number;
}

export const NO_CHAIN: Chain = { open: false, wakeNo: 0 };

/** A wake-up is only pulled forward when it gains more than this. */
const WORTH_PULLING = SECOND;

/**
 * Somebody is about to park mail until `appendUntil`: the key is `open` if some of it may go now, and a wake-up is due
 * by `wakeAt`. `wake` says that this caller must send it, once its index is written. An open key's wake-up is due when its
 * slots or its account are, so mail that goes behind never pulls it forward.
 */
export function appended(
  chain: Chain,
  by: {
    readonly now: EpochMillis;
    readonly appendUntil: EpochMillis;
    readonly wakeAt: EpochMillis;
    readonly opens: boolean;
  },
): { readonly next: Chain; readonly wake: boolean } {
  const pumping = chain.pumpUntil !== undefined && chain.pumpUntil > by.now;
  const wake =
    chain.wakeAt === undefined || (!pumping && !chain.open && chain.wakeAt > by.wakeAt + WORTH_PULLING);
  const next = {
    ...chain,
    open: chain.open || by.opens,
    appendUntil: Math.max(chain.appendUntil ?? 0, by.appendUntil),
    ...(wake ? { wakeAt: by.wakeAt } : {}),
  };
  return { next, wake };
}

/** A pump takes the chain with the wake-up `wakeNo`; undefined when that wake-up is stale. `leaseUntil` ends its time. */
export function claimed(chain: Chain, wakeNo: number, leaseUntil: EpochMillis): Chain | undefined {
  if (chain.wakeNo !== wakeNo || chain.wakeAt === undefined) return undefined;
  return { ...chain, wakeNo: wakeNo + 1, wakeAt: leaseUntil, pumpUntil: leaseUntil };
}

/** The pump is done for now and comes back at `wakeAt`. */
export function rescheduled(
  chain: Chain,
  to: {
    readonly wakeAt: EpochMillis;
    readonly open: boolean;
    readonly turn?: string;
    readonly dnsTries?: number;
  },
): Chain {
  const { pumpUntil: _done, dnsTries: _tries, ...rest } = chain;
  return { ...rest, ...to };
}

/**
 * The pump saw no backlog at `queriedAt`: fresh mail may take slots again. The chain ends only when that look was after
 * every announced append; else it comes back.
 */
export function emptied(chain: Chain, queriedAt: EpochMillis): Chain {
  if (chain.appendUntil !== undefined && queriedAt <= chain.appendUntil)
    return rescheduled(chain, { wakeAt: chain.appendUntil + SECOND, open: false });
  return { open: false, wakeNo: chain.wakeNo };
}
