import { addressOf, type Zone } from '../servers/dns-zone.ts';
import type { ProviderOptions } from '../servers/provider.ts';

const domain = (name: string, ...hosts: readonly string[]): Zone => ({
  [name]: { mx: hosts.map((exchange, at) => ({ exchange, preference: 10 * (at + 1) })) },
});

const HOSTS = [
  'mx1.northmail.test',
  'mx2.northmail.test',
  'in.velamail.test',
  'mx.orbit.test',
  'mx.slowpost.test',
  'eu.shieldgate.test',
  'us.shieldgate.test',
];

/** The demo's own corner of the DNS; every other name under .test has an MX of its own, .invalid has none. */
export const DEMO_ZONE: Zone = {
  ...domain('northmail.test', 'mx1.northmail.test', 'mx2.northmail.test'),
  ...domain('nordpost.test', 'mx1.northmail.test', 'mx2.northmail.test'),
  ...domain('velamail.test', 'in.velamail.test'),
  ...domain('orbit.test', 'mx.orbit.test'),
  ...domain('slowpost.test', 'mx.slowpost.test'),
  ...domain('acme.test', 'eu.shieldgate.test'),
  ...domain('zenith.test', 'us.shieldgate.test'),
  ...domain('loop.test', 'mx.loop.test'),
  ...Object.fromEntries(HOSTS.map((name) => [name, { a: [addressOf(name)] }])),
  'mx.loop.test': { a: ['127.0.0.1'] },
  'nullmx.test': 'nullMx',
  'servfail.test': 'servfail',
};

const isUnknown = (local: string): boolean => /(?:13|77)$/.test(local);

/** Virtual mailbox providers; the last takes mail for every host that no other has. */
export const DEMO_PROVIDERS: readonly ProviderOptions[] = [
  { name: 'Northmail', mxHosts: ['mx1.northmail.test', 'mx2.northmail.test'], unknownUser: isUnknown },
  { name: 'Velamail', mxHosts: ['*.velamail.test'], unknownUser: isUnknown },
  { name: 'Orbit', mxHosts: ['*.orbit.test'] },
  { name: 'Slowpost', mxHosts: ['*.slowpost.test'], latencyMillis: 200 },
  { name: 'Shieldgate', mxHosts: ['*.shieldgate.test'] },
  { name: 'Villages', mxHosts: ['*'] },
];
