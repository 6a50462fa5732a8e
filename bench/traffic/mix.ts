/** Where mail goes: a domain, the host that takes its mail, and its part of all mails in thousandths. */
export interface Destination {
  readonly domain: string;
  readonly host: string;
  readonly thousandths: number;
}

const spread = (
  count: number,
  thousandths: number,
  name: (at: number) => Destination,
): readonly Destination[] =>
  Array.from({ length: count }, (_, at) => ({ ...name(at), thousandths: thousandths / count }));

const large = (domain: string, host: string): Destination => ({ domain, host, thousandths: 0 });

const LARGE = [
  large('gmail.com', 'gmail-smtp-in.l.google.com'),
  large('shop.example.net', 'aspmx.l.google.com'),
  large('outlook.com', 'outlook-com.olc.protection.outlook.com'),
  large('firm.example.org', 'firm-example-org.mail.protection.outlook.com'),
  large('yahoo.com', 'mta5.am0.yahoodns.net'),
  large('icloud.com', 'mx01.mail.icloud.com'),
  large('gmx.de', 'mx00.emig.gmx.net'),
  large('orange.fr', 'smtp-in.orange.fr'),
];

/**
 * A consumer list, assumed: 80 % to eight large domains, 15 % to forty middle ones, 5 % to five hundred small ones, each
 * with an operator of its own.
 */
export const DESTINATIONS: readonly Destination[] = [
  ...spread(LARGE.length, 800, (at) => LARGE[at] ?? large('gmail.com', 'gmail-smtp-in.l.google.com')),
  ...spread(40, 150, (at) => large(`middle-${at}.test`, `mx.middle-${at}.test`)),
  ...spread(500, 50, (at) => large(`small-${at}.test`, `mx.small-${at}.test`)),
];

export const hostOf = (domain: string): string =>
  DESTINATIONS.find((one) => one.domain === domain)?.host ?? `mx.${domain}`;

/** Domains in the shares of the mix, drawn by `random`. */
export function drawDomain(random: () => number): string {
  let left = random() * 1_000;
  for (const { domain, thousandths } of DESTINATIONS) {
    left -= thousandths;
    if (left < 0) return domain;
  }
  return 'gmail.com';
}
