import { merged } from '../../shared/quarantine/merge.ts';
import { recordEntries } from '../../shared/quarantine/record-entries.ts';
import { type Standing, suppressionOf } from '../../shared/quarantine/standing.ts';
import type { ImportPorts } from './import-addresses.ts';
import type { Listing } from './listing.ts';
import type { Act } from './meaning.ts';

/**
 * `added`: nothing was known of the address · `merged`: into what was known · `known`: listed so already · `over`: it is
 * not suppressed, for something later stands against the row.
 */
export type Listed = 'added' | 'merged' | 'known' | 'over';

/** The address is on the list already, with no end; a row without a date of its own adds nothing then. */
function isListed({ quarantine, denylist, allowlist }: Standing, { act }: Act): boolean {
  if (act === 'allow') return allowlist !== undefined;
  if (act === 'deny') return denylist?.streams === 'allButTransactional';
  return quarantine !== undefined && quarantine.releaseAt === undefined;
}

/**
 * Puts one address on its list. Most addresses of an import are new: the first try is one conditional write without a
 * read, and only an address that has a row is read and merged into it.
 */
export async function listAddress(ports: ImportPorts, { address, act, dated }: Listing): Promise<Listed> {
  const { quarantine, keyOf, policy, clock } = ports;
  const subject = { key: keyOf(address), address };
  const fresh = merged(undefined, subject, [act], policy);
  if (fresh && (await quarantine.swap(0, fresh))) return 'added';
  const stands = dated ? undefined : await quarantine.get(subject.key);
  if (stands && isListed(stands.standing, act)) return 'known';
  const { after, changed } = await recordEntries(ports, subject, [act], policy);
  if (act.act !== 'allow' && suppressionOf(after, 'marketing', clock.now()) === undefined) return 'over';
  return changed ? 'merged' : 'known';
}
