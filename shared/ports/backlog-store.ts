import type { BacklogGroup, WaitingMails } from '../backlog/group.ts';
import type { QuotaKey } from '../quota/key.ts';

/** The index of the backlog: one item per key and group of a page, sorted by `sk`. */
export interface BacklogStore {
  put(groups: readonly BacklogGroup[]): Promise<void>;
  /** The first group of `key` whose sort key is greater than `after` (''), read consistently. */
  next(key: QuotaKey, after: string): Promise<BacklogGroup | undefined>;
  /** Moves the cursor if it still is at `from`; answers whether it did. */
  advance(
    group: BacklogGroup,
    to: { readonly cursor: number; readonly cursorByte: number },
  ): Promise<boolean>;
  /** Deletes the group if its cursor still is at `group.cursor`; answers whether it did. */
  remove(group: BacklogGroup): Promise<boolean>;
  /** What is left of each group of a key; eventually consistent, for gauges. */
  groups(key: QuotaKey): Promise<readonly WaitingMails[]>;
  /** How many mails of a key wait. */
  waiting(key: QuotaKey): Promise<number>;
}

/** Immutable objects that hold the waiting mails' lines. */
export interface PageStore {
  put(object: string, bytes: Uint8Array): Promise<void>;
  /** Bytes [from, to) of the object; none when the object is gone. */
  read(object: string, from: number, to: number): Promise<Uint8Array>;
}
