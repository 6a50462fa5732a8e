import type { SuppressedAddress, SuppressionList } from '../../shared/ports/suppression-list.ts';

/** What became of addresses at SES. */
export interface Lifted {
  readonly lifted: number;
  /** On SES's list for a complaint: they stay there, and are not released here either. */
  readonly complaints: ReadonlySet<string>;
}

/** Asking one by one takes a call each; above this, reading the whole list, 1,000 a call, takes less. */
const ASK_EACH = 20;

async function* found(
  list: SuppressionList,
  addresses: ReadonlySet<string>,
): AsyncGenerator<SuppressedAddress> {
  if (addresses.size > ASK_EACH) {
    for await (const one of list.all()) if (addresses.has(one.address.toLowerCase())) yield one;
    return;
  }
  for (const address of addresses) {
    const one = await list.get(address);
    if (one) yield one;
  }
}

/**
 * Takes addresses off SES's own list, at most one call a second. First all are looked for, then they are lifted: a list
 * that is changed while it is read has no pages to rely on.
 */
export async function liftAtSes(
  list: SuppressionList,
  addresses: ReadonlySet<string>,
  { complaints, onProgress }: { readonly complaints: boolean; readonly onProgress: (text: string) => void },
): Promise<Lifted> {
  const lift: string[] = [];
  const kept = new Set<string>();
  onProgress("looking at SES's suppression list …");
  for await (const { address, reason } of found(list, addresses)) {
    if (reason === 'COMPLAINT' && !complaints) kept.add(address.toLowerCase());
    else lift.push(address);
  }
  let lifted = 0;
  for (const [at, address] of lift.entries()) {
    onProgress(`lifting at SES: ${at + 1} of ${lift.length} …`);
    if (await list.lift(address)) lifted += 1;
  }
  return { lifted, complaints: kept };
}
