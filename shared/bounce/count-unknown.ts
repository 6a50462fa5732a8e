import { maskAddresses } from '../text/mask-address.ts';
import { tally } from '../unknown/tally.ts';
import type { Sighting } from '../unknown/unknown-text.ts';
import type { BouncePorts } from './ports.ts';

/** Counts the replies that nobody knows; without the count nothing is lost but an operator's hint. */
export async function countUnknown(
  { unknownTexts, log }: Pick<BouncePorts, 'unknownTexts' | 'log'>,
  sightings: readonly Sighting[],
): Promise<void> {
  const { texts, leftOut } = tally(sightings);
  if (texts.length === 0) return;
  log.count('Unclassified', sightings.length);
  if (leftOut > 0) log.warn('unknown texts left out of the count', { leftOut });
  try {
    await unknownTexts.count(texts);
  } catch (cause) {
    log.warn('unknown texts not counted', { texts: texts.length, cause: maskAddresses(String(cause)) });
  }
}
