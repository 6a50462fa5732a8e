import type { Candidate } from './candidate.ts';
import type { Circumstances } from './decide.ts';
import { lookUpAll } from './look-up.ts';
import type { ThrottlerPorts } from './ports.ts';

/** Gathers what a look at these mails goes by: orders, holds, rules, and where their domains' mail goes. */
export async function circumstancesFor(
  ports: ThrottlerPorts,
  candidates: readonly Candidate[],
  probe: Circumstances['probe'],
): Promise<Circumstances> {
  const domains = candidates.map(({ mail }) => mail.to.domain);
  const [control, rules, lookUps] = await Promise.all([
    ports.control.load(),
    ports.rules.active(),
    lookUpAll(ports, domains),
  ]);
  const now = ports.clock.now();
  return { now, control, rules, lookUps, settings: ports.settings, probe };
}
