import { Resolver } from 'node:dns/promises';
import { setTimeout } from 'node:timers/promises';
import type { Dns, DnsAnswer } from '../ports/dns.ts';

/** Two tries, 0.7 s and twice that, for each server; many servers would add up, so all of it is bounded as well. */
const TRY = { timeout: 700, tries: 2 };
const BOUND_MILLIS = 5_000;

/** What c-ares calls the ways to fail (nodejs.org/api/dns.html#error-codes). Those not named here may pass. */
const PERMANENT: Readonly<Record<string, 'noSuchDomain' | 'noData'>> = {
  ENOTFOUND: 'noSuchDomain',
  EBADNAME: 'noSuchDomain',
  ENODATA: 'noData',
};
const TEMPORARY: Readonly<Record<string, string>> = {
  ESERVFAIL: 'the name server failed (SERVFAIL)',
  EREFUSED: 'the name server refused to answer (REFUSED)',
  ETIMEOUT: 'no answer in time',
  ECONNREFUSED: 'no name server listens',
};

export interface DnsOptions {
  /** `address:port` each. @default the system's */
  readonly servers?: readonly string[] | undefined;
}

/** The DNS by node's own resolver, every question answered within 5 s. Keeps nothing. */
export function createDns({ servers }: DnsOptions = {}): Dns {
  const resolver = new Resolver(TRY);
  if (servers) resolver.setServers(servers);
  const mx = async (domain: string) =>
    (await resolver.resolveMx(domain)).map(({ exchange, priority }) => ({ exchange, preference: priority }));
  return {
    mx: (domain) => bounded(answer(mx(domain))),
    addresses: (host) => bounded(addresses(resolver, host)),
  };
}

/** Most mail servers have an A record, so AAAA is asked only where there is none. */
async function addresses(resolver: Resolver, host: string): Promise<DnsAnswer<string>> {
  const a = await answer(resolver.resolve4(host));
  return a.kind === 'noData' ? answer(resolver.resolve6(host)) : a;
}

async function answer<T>(question: Promise<readonly T[]>): Promise<DnsAnswer<T>> {
  try {
    const records = await question;
    return records.length > 0 ? { kind: 'found', records } : { kind: 'noData' };
  } catch (error) {
    const code = String(error instanceof Error && 'code' in error ? error.code : error);
    const permanent = PERMANENT[code];
    return permanent ? { kind: permanent } : { kind: 'temporary', text: TEMPORARY[code] ?? code };
  }
}

async function bounded<T>(question: Promise<DnsAnswer<T>>): Promise<DnsAnswer<T>> {
  const stop = new AbortController();
  const late = setTimeout(BOUND_MILLIS, undefined, { signal: stop.signal }).then(
    (): DnsAnswer<T> => ({ kind: 'temporary', text: `no answer within ${BOUND_MILLIS / 1_000} s` }),
  );
  late.catch(() => undefined);
  try {
    return await Promise.race([question, late]);
  } finally {
    stop.abort();
  }
}
