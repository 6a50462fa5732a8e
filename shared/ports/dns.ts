/** An answer of the DNS, or why there is none. `temporary`: SERVFAIL, REFUSED, time-out; ask again later. */
export type DnsAnswer<T> =
  | { readonly kind: 'found'; readonly records: readonly T[] }
  | { readonly kind: 'noSuchDomain' }
  | { readonly kind: 'noData' }
  | { readonly kind: 'temporary'; readonly text: string };

export interface MxRecord {
  /** '' for a null MX (RFC 7505). */
  readonly exchange: string;
  readonly preference: number;
}

/** Never throws. */
export interface Dns {
  mx(domain: string): Promise<DnsAnswer<MxRecord>>;
  /** A and AAAA addresses. */
  addresses(host: string): Promise<DnsAnswer<string>>;
}
