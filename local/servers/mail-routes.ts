import { lookUp, type Zone } from './dns-zone.ts';

/** An MX host and the local port that plays it. */
export interface MailRoute {
  readonly host: string;
  readonly port: number;
}

/** Where mail for a domain goes. */
export interface MailRoutes {
  /** The deciding host: the best of the zone, whether it can be reached or not. */
  readonly mx: string;
  /** The hosts that somebody plays, in the order in which a sender tries them; at least one. */
  readonly hosts: readonly MailRoute[];
}

/** Undefined when nobody takes mail for the domain. */
export type ResolveRoutes = (domain: string) => MailRoutes | undefined;

interface Destination {
  readonly mxHosts: readonly string[];
  readonly port: number;
}

const fits = (pattern: string, host: string): boolean =>
  pattern === host || pattern === '*' || (pattern.startsWith('*.') && host.endsWith(pattern.slice(1)));

/** MX hosts of a domain, lowest preference first, ties by name; the domain itself when it has none (RFC 5321 §5.1). */
function mxHostsOf(zone: Zone, domain: string): readonly string[] {
  const answer = lookUp(zone, domain, 'MX');
  if (answer.kind !== 'records') return [];
  const lines = answer.mx ?? [];
  const sorted = [...lines].sort(
    (a, b) => a.preference - b.preference || a.exchange.localeCompare(b.exchange),
  );
  // An empty name is a null MX: the domain takes no mail (RFC 7505).
  if (sorted.length > 0)
    return sorted.map(({ exchange }) => exchange.toLowerCase()).filter((host) => host !== '');
  const own = lookUp(zone, domain, 'A');
  return own.kind === 'records' && own.a && own.a.length > 0 ? [domain.toLowerCase()] : [];
}

/** Maps a domain's MX hosts to the providers: each host to the first whose `mxHosts` fit it. */
export function createMailRoutes(zone: Zone, providers: readonly Destination[]): ResolveRoutes {
  const routeTo = (host: string): readonly MailRoute[] => {
    const provider = providers.find(({ mxHosts }) => mxHosts.some((pattern) => fits(pattern, host)));
    return provider ? [{ host, port: provider.port }] : [];
  };
  return (domain) => {
    const named = mxHostsOf(zone, domain);
    const hosts = named.flatMap(routeTo);
    const [mx] = named;
    return mx === undefined || hosts.length === 0 ? undefined : { mx, hosts };
  };
}
