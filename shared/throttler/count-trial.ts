import { maskAddresses } from '../text/mask-address.ts';
import { type Departure, dispatch } from './dispatch.ts';
import type { ThrottlerPorts } from './ports.ts';

type CountingPorts = Pick<ThrottlerPorts, 'clock' | 'deliveryQueue' | 'proofs' | 'rules' | 'trials' | 'log'>;

/**
 * While a release is tried: how many mails set out by it, and how many by the rules in force. A mail that comes back and sets
 * out again counts again, on either side. Mail does not suffer where counting fails.
 */
async function countTrial(ports: CountingPorts, departures: readonly Departure[]): Promise<void> {
  if (departures.length === 0) return;
  try {
    const { candidate } = await ports.rules.active();
    if (!candidate) return;
    const { version } = candidate.rules;
    const tried = departures.filter(({ route }) => route.ruleSet === version).length;
    await ports.trials.add(candidate.name, { tried, others: departures.length - tried });
  } catch (cause) {
    ports.log.warn('trial not counted', { cause: maskAddresses(String(cause)) });
  }
}

/** Dispatches mails and counts them for the trial that runs, if any; answers the indexes that the queue did not take. */
export async function sendOff(
  ports: CountingPorts,
  departures: readonly Departure[],
): Promise<ReadonlySet<number>> {
  const lost = await dispatch(ports, departures);
  await countTrial(
    ports,
    departures.filter((_, at) => !lost.has(at)),
  );
  return lost;
}
