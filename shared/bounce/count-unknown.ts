import { maskAddresses } from '../text/mask-address.ts';
import { tally } from '../unknown/tally.ts';
import type { Sighting } from '../unknown/unknown-text.ts';
import type { BouncePorts } from './ports.ts';

/** Counts the replies that nobody knows; without the count nothing is lost but an operator's hint. */
export async function countUnknown(
  { unknownTexts, log, clock }: Pick<BouncePorts, 'unknownTexts' | 'log' | 'clock'>,
  sightings: readonly Sighting[],
): Promise<void> {
  if (sightings.length === 0) return;
  log.count('Unclassified', sightings.length);
  try {
    await unknownTexts.count(tally(sightings), clock.now());
  } catch (cause) {
    const replies = sightings.length;
    log.warn('unknown texts not counted', { replies, cause: maskAddresses(String(cause)) });
  }
}
