import type { Dns, DnsAnswer, MxRecord } from '../../../../shared/ports/dns.ts';

/** What the fake DNS holds: `mx` by domain, `addresses` by host; what is missing does not exist. */
export interface Zone {
  readonly mx?: Readonly<Record<string, DnsAnswer<MxRecord>>>;
  readonly addresses?: Readonly<Record<string, DnsAnswer<string>>>;
}

export const found = <T>(...records: readonly T[]): DnsAnswer<T> => ({ kind: 'found', records });
export const mx = (preference: number, exchange: string): MxRecord => ({ preference, exchange });
export const NO_DATA = { kind: 'noData' } as const;
export const BUSY = { kind: 'temporary', text: 'no answer in time' } as const;
const NO_DOMAIN = { kind: 'noSuchDomain' } as const;

/** A DNS of fixed answers that notes what it is asked. */
export function fakeDns({ mx: domains = {}, addresses: hosts = {} }: Zone) {
  const asked: string[] = [];
  const dns: Dns = {
    mx: async (domain) => {
      asked.push(`MX ${domain}`);
      return domains[domain] ?? NO_DOMAIN;
    },
    addresses: async (host) => {
      asked.push(`A ${host}`);
      return hosts[host] ?? NO_DOMAIN;
    },
  };
  return { dns, asked };
}

/** A clock that stands still until it is moved. */
export function handClock(start = 0) {
  let now = start;
  return {
    now: () => now,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}
