import type { Clock, Random } from '../ports/clock.ts';
import type { QuotaItem, QuotaStore } from '../ports/quota-store.ts';
import type { QuotaKey } from '../quota/key.ts';
import type { Chain } from './chain.ts';

/** Others kept changing the key's chain; the source message is tried again. */
export class ChainContendedError extends Error {
  override readonly name = 'ChainContendedError';
  constructor(key: QuotaKey) {
    super(`the backlog of ${key} is being changed by too many at once`);
  }
}

const TRIES = 8;
/** The first wait is up to this long, milliseconds; each further one up to twice as long as the one before. */
const FIRST_WAIT = 20;

/** What a chain is changed by. */
export interface ChainPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly quota: QuotaStore;
}

/** Replaces a key's chain against others who do the same, from the item `seen`; `change` answers undefined to leave it. */
export async function changeChain<T extends { readonly next: Chain }>(
  { clock, random, quota }: ChainPorts,
  seen: QuotaItem,
  change: (item: QuotaItem) => T | undefined,
): Promise<T | undefined> {
  let item = seen;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const changed = change(item);
    if (!changed || (await quota.swapChain(item.key, item.chainVersion, changed.next))) return changed;
    await clock.sleep(random() * FIRST_WAIT * 2 ** attempt);
    item = (await quota.load([item.key])).get(item.key) ?? item;
  }
  throw new ChainContendedError(item.key);
}
