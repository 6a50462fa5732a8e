import { addressOf, type Zone } from '../../servers/dns-zone.ts';

const domain = (name: string, ...hosts: readonly string[]): Zone => ({
  [name]: { mx: hosts.map((exchange, at) => ({ exchange, preference: 10 * (at + 1) })) },
});

const HOSTS = [
  'mx1.northmail.test',
  'mx2.northmail.test',
  'in.velamail.test',
  'eu.shieldgate.test',
  'us.shieldgate.test',
  'mx1.duomail.test',
  'mx2.duomail.test',
];

/** The demo's own corner of the DNS; every other name under .test has an MX of its own, .invalid has none. */
export const DEMO_ZONE: Zone = {
  ...domain('northmail.test', 'mx1.northmail.test', 'mx2.northmail.test'),
  ...domain('nordpost.test', 'mx1.northmail.test', 'mx2.northmail.test'),
  ...domain('velamail.test', 'in.velamail.test'),
  ...domain('acme.test', 'eu.shieldgate.test'),
  ...domain('zenith.test', 'us.shieldgate.test'),
  ...domain('duomail.test', 'mx1.duomail.test', 'mx2.duomail.test'),
  ...domain('loop.test', 'mx.loop.test'),
  ...Object.fromEntries(HOSTS.map((name) => [name, { a: [addressOf(name)] }])),
  'mx.loop.test': { a: ['127.0.0.1'] },
  'nullmx.test': 'nullMx',
  'servfail.test': 'servfail',
};
