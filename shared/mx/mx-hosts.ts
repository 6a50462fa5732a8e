import type { MxRecord } from '../ports/dns.ts';
import { hostName } from './host-name.ts';

/** RFC 7505 §3: one record without a host says that the domain takes no mail. */
export const isNullMx = (records: readonly MxRecord[]): boolean =>
  records.length > 0 && records.every(({ exchange }) => exchange === '' || exchange === '.');

/**
 * The hosts of MX records in the order that they are tried: lowest preference number first (RFC 5321 §5.1), ties by name,
 * each host once. What is no host name (IP addresses are common) is left out.
 */
export function mxHosts(records: readonly MxRecord[]): readonly string[] {
  const named = records.flatMap(({ exchange, preference }) => {
    const host = hostName(exchange);
    return host === undefined ? [] : [{ host, preference }];
  });
  named.sort((a, b) => a.preference - b.preference || (a.host < b.host ? -1 : 1));
  return [...new Set(named.map(({ host }) => host))];
}
