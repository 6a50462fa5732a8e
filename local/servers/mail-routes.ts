import { lookUp, type Zone } from './dns-zone.ts';

/** Where mail for a domain goes: the MX host's name, and the local port that plays it. */
export interface MailRoute {
  readonly host: string;
  readonly port: number;
}

export type ResolveRoute = (domain: string) => MailRoute | undefined;

interface Destination {
  readonly mxHosts: readonly string[];
  readonly port: number;
}

const fits = (pattern: string, host: string): boolean =>
  pattern === host || pattern === '*' || (pattern.startsWith('*.') && host.endsWith(pattern.slice(1)));

/** The best MX of a domain by the zone (lowest preference, ties by name), or the domain itself (RFC 5321 §5.1). */
function mxHostOf(zone: Zone, domain: string): string | undefined {
  const answer = lookUp(zone, domain, 'MX');
  if (answer.kind !== 'records') return undefined;
  const [best] = [...(answer.mx ?? [])].sort(
    (a, b) => a.preference - b.preference || a.exchange.localeCompare(b.exchange),
  );
  if (best) return best.exchange === '' ? undefined : best.exchange.toLowerCase();
  const own = lookUp(zone, domain, 'A');
  return own.kind === 'records' && own.a && own.a.length > 0 ? domain.toLowerCase() : undefined;
}

/** Maps a domain to the first provider whose `mxHosts` fit its MX host; undefined when nobody takes the mail. */
export function createMailRoutes(zone: Zone, providers: readonly Destination[]): ResolveRoute {
  return (domain) => {
    const host = mxHostOf(zone, domain);
    if (host === undefined) return undefined;
    const provider = providers.find(({ mxHosts }) => mxHosts.some((pattern) => fits(pattern, host)));
    return provider && { host, port: provider.port };
  };
}
