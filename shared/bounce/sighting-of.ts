import type { DeliveryRecord } from '../ports/delivery-store.ts';
import { maskRecipient } from '../text/mask-recipient.ts';
import type { Sighting } from '../unknown/unknown-text.ts';
import type { Finding } from './finding.ts';

/** What an operator should see of a reply that nobody knows; undefined where its words are known, or there are none. */
export function sightingOf(
  { echo }: DeliveryRecord,
  { at, said, mxHost, unclassified }: Finding,
  address: string | undefined,
): Sighting | undefined {
  if (!unclassified || said.reply === undefined) return undefined;
  const host = mxHost ?? echo.mx;
  return { text: maskRecipient(said.reply, address), at, ...(host === undefined ? {} : { mxHost: host }) };
}
