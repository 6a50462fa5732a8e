import type { Clock } from '../ports/clock.ts';
import type { Dns } from '../ports/dns.ts';
import type { MxLookup } from '../ports/mx-directory.ts';
import { SECOND } from '../time/units.ts';
import { hostName } from './host-name.ts';
import { isNullMx, mxHosts } from './mx-hosts.ts';
import { isUsableAddress } from './usable-address.ts';

export interface ResolveDeps {
  readonly dns: Dns;
  readonly clock: Pick<Clock, 'now'>;
}

/** After this the next host is not asked any more: a domain with many dead hosts must not hold up the others. */
const PATIENCE = 15 * SECOND;

const undeliverable = (text: string): MxLookup => ({ kind: 'undeliverable', text });
const temporary = (domain: string, text: string): MxLookup => ({
  kind: 'temporary',
  text: `DNS query failed for '${domain}': ${text}`,
});

/** Asks the DNS where a domain's mail goes (RFC 5321 §5.1, RFC 7505). */
export async function resolve(deps: ResolveDeps, domain: string): Promise<MxLookup> {
  const name = hostName(domain);
  if (name === undefined) return undeliverable(`'${domain}' is not a domain name that mail can be sent to`);
  const startedAt = deps.clock.now();
  const answer = await deps.dns.mx(name);
  switch (answer.kind) {
    case 'noSuchDomain':
      return undeliverable(`DNS query failed for '${name}': no such domain`);
    case 'temporary':
      return temporary(name, answer.text);
    case 'noData':
      return firstUsable(deps, name, [name], startedAt);
    case 'found':
      if (isNullMx(answer.records)) return undeliverable(`${name} publishes a null MX (RFC 7505)`);
      return firstUsable(deps, name, mxHosts(answer.records), startedAt);
  }
}

/** The first host with a usable address decides. */
async function firstUsable(
  { dns, clock }: ResolveDeps,
  domain: string,
  hosts: readonly string[],
  startedAt: number,
): Promise<MxLookup> {
  let doubt: MxLookup | undefined;
  for (const host of hosts) {
    if (clock.now() - startedAt > PATIENCE)
      return doubt ?? temporary(domain, `its MX hosts took more than ${PATIENCE / SECOND} s`);
    const answer = await dns.addresses(host);
    if (answer.kind === 'found' && answer.records.some(isUsableAddress)) return { kind: 'found', host };
    if (answer.kind === 'temporary') doubt ??= temporary(domain, `${host}: ${answer.text}`);
  }
  return doubt ?? undeliverable(nowhere(domain, hosts));
}

function nowhere(domain: string, hosts: readonly string[]): string {
  if (hosts.length === 0) return `the MX records of ${domain} name no host`;
  if (hosts.length === 1 && hosts[0] === domain) return `${domain} has no MX record and no usable address`;
  const more = hosts.length > 3 ? ` and ${hosts.length - 3} more` : '';
  return `no MX host of ${domain} has a usable address: ${hosts.slice(0, 3).join(', ')}${more}`;
}
