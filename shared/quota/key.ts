/**
 * What one counter counts: pool × group, pool × MX host or pool × operator. It never holds a rule's id,
 * so re-cutting rules resets no counter.
 */
export type QuotaKey = string & { readonly __brand: 'QuotaKey' };

export type QuotaScope = 'rule' | 'host' | 'operator';

/** `name` is the group, the MX host or the registrable domain, by `scope`. */
export const mxKey = (pool: string, scope: QuotaScope, name: string): QuotaKey =>
  `${pool}|${scope}|${name}` as QuotaKey;

const DNS_PREFIX = 'dns#';

/** Where mail waits whose domain could not be looked up; it never admits. */
export const dnsKey = (domain: string): QuotaKey => `${DNS_PREFIX}${domain}` as QuotaKey;

/** The domain of a DNS key, or undefined for any other key. */
export const dnsKeyDomain = (key: QuotaKey): string | undefined =>
  key.startsWith(DNS_PREFIX) ? key.slice(DNS_PREFIX.length) : undefined;

/** SES's rate per second: `all` for every mail, `marketing` for the share that marketing may take of it. */
export const accountKey = (share: 'all' | 'marketing'): QuotaKey => `account|rate|${share}` as QuotaKey;

/** The counter of SES's 24-hour quota. */
export const accountDayKey = 'account|day' as QuotaKey;

/** The day counter that belongs to an MX key. */
export const dayKey = (key: QuotaKey): QuotaKey => `${key}|day` as QuotaKey;
