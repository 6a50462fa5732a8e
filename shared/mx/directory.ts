import { LRUCache } from 'lru-cache';
import { SIMULATOR_DOMAIN } from '../message/simulator.ts';
import type { MxDirectory, MxLookup } from '../ports/mx-directory.ts';
import { MINUTE, SECOND } from '../time/units.ts';
import { createGate } from './gate.ts';
import { type ResolveDeps, resolve } from './resolve.ts';

/** How long an answer is believed. A temporary one is kept as well: a campaign must not ask a dead DNS for every mail. */
const KEPT_MILLIS: Readonly<Record<MxLookup['kind'], number>> = {
  found: 10 * MINUTE,
  undeliverable: 5 * MINUTE,
  temporary: 30 * SECOND,
};

/** SES takes this mail itself, whatever the DNS says. */
const AT_SES: MxLookup = { kind: 'found', host: SIMULATOR_DOMAIN };

/** Enough to keep a batch short, and no burst that a resolver takes for an attack. */
const MOST_IN_FLIGHT = 32;

export interface MxDirectoryDeps extends ResolveDeps {
  /** Answers kept, the least used go first. @default 20,000 */
  readonly capacity?: number;
}

/** Where domains' mail goes, by the DNS: answers are kept for minutes, and those who ask for one domain share a look-up. */
export function createMxDirectory({ dns, clock, capacity = 20_000 }: MxDirectoryDeps): MxDirectory {
  const kept = new LRUCache<string, MxLookup>({
    max: capacity,
    /** The cache takes 0 for "no time", so a clock that starts there is read one ahead. */
    perf: { now: () => clock.now() + 1 },
    ttlResolution: 0,
  });
  const asked = new Map<string, Promise<MxLookup>>();
  const gate = createGate(MOST_IN_FLIGHT);

  const ask = async (domain: string): Promise<MxLookup> => {
    try {
      const lookup = await gate(() => resolve({ dns, clock }, domain));
      kept.set(domain, lookup, { ttl: KEPT_MILLIS[lookup.kind] });
      return lookup;
    } finally {
      asked.delete(domain);
    }
  };
  const share = (domain: string): Promise<MxLookup> => {
    const lookup = asked.get(domain) ?? ask(domain);
    asked.set(domain, lookup);
    return lookup;
  };
  return {
    lookUp: async (domain) => (domain === SIMULATOR_DOMAIN ? AT_SES : (kept.get(domain) ?? share(domain))),
  };
}
