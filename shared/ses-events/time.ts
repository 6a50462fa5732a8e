import type { EpochMillis } from './mail.ts';

/**
 * ISO 8601, and `2018-10-08T14:05:45 +0000` as in one sample of SES's guide ("mail object"). Nothing else: Date.parse alone
 * finds a date in almost any text with a number in it.
 */
const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) ?(?:Z|([+-]\d\d):?(\d\d))?$/;

/** A time without a zone is UTC. */
export function readTime(value: unknown): EpochMillis | undefined {
  const found = typeof value === 'string' ? TIME.exec(value) : null;
  if (!found) return undefined;
  const [, local, hours = '+00', minutes = '00'] = found;
  const at = Date.parse(`${local}${hours}:${minutes}`);
  return Number.isNaN(at) ? undefined : at;
}
