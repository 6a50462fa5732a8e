import type { Candidate } from './candidate.ts';
import type { Circumstances } from './decide.ts';
import { lookUpAll } from './look-up.ts';
import type { ThrottlerPorts } from './ports.ts';

/** Gathers what a look at these mails goes by: orders, holds, rules, what is known
 * of their addresses, and where their domains' mail goes. */
export async function circumstancesFor(
  ports: ThrottlerPorts,
  candidates: readonly Candidate[],
  probe: Circumstances['probe'],
): Promise<Circumstances> {
  const domains = candidates.map(({ mail }) => mail.to.domain);
  const addresses = [...new Set(candidates.map(({ address }) => address))];
  const [control, rules, standings, lookUps] = await Promise.all([
    ports.control.load(),
    ports.rules.active(),
    ports.quarantine.check(addresses),
    lookUpAll(ports, domains),
  ]);
  const now = ports.clock.now();
  return { now, control, rules, lookUps, standings, settings: ports.settings, probe };
}
