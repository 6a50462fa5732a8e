import type { Clock } from '../ports/clock.ts';
import type { MxDirectory, MxLookup } from '../ports/mx-directory.ts';
import { SECOND } from '../time/units.ts';

/** One batch waits this long for the DNS; what is not known by then waits under its domain's own key. */
export const LOOK_UP_BUDGET = 20 * SECOND;

/** Looks every domain up once; a domain that takes too long is missing from the answer. */
export async function lookUpAll(
  { directory, clock }: { readonly directory: MxDirectory; readonly clock: Clock },
  domains: Iterable<string>,
): Promise<ReadonlyMap<string, MxLookup>> {
  const found = new Map<string, MxLookup>();
  const asked = [...new Set(domains)].map(async (domain) => {
    found.set(domain, await directory.lookUp(domain));
  });
  await Promise.race([Promise.all(asked), clock.sleep(LOOK_UP_BUDGET)]);
  return new Map(found);
}
