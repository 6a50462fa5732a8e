import type { ProviderOptions } from '../../servers/provider.ts';
import { FREE_MAIL } from './free-mail.ts';
import { NATIONAL } from './national.ts';
import { ODD, villages } from './odd.ts';
import type { DemoReturn, VirtualProvider } from './provider.ts';
import { STRICT } from './strict.ts';

/** Every virtual provider; the last one takes what no other has. */
export const CATALOGUE: readonly VirtualProvider[] = [...FREE_MAIL, ...NATIONAL, ...STRICT, ...ODD, villages];

/** Domains that take no mail, and why. */
export const DEAD_DOMAINS = {
  'nullmx.test': 'null MX (RFC 7505): takes no mail, and says so',
  'gone.invalid': 'NXDOMAIN: no such domain',
  'loop.test': 'its MX is 127.0.0.1',
  'servfail.test': 'SERVFAIL: nobody knows for now',
} as const;

/** New servers with empty books: each act has its own. */
export const demoProviders = (): readonly ProviderOptions[] => CATALOGUE.flatMap(({ servers }) => servers());

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** The provider that takes an address's mail; undefined for domains that none has. */
export const providerOf = (address: string): VirtualProvider | undefined =>
  CATALOGUE.find(({ domains }) => domains.includes(domainOf(address)));

/** What comes back of a mail that was taken; see SesOptions. */
export const returnOf = (address: string): DemoReturn | undefined => providerOf(address)?.returns?.(address);

/** Whether its provider writes to the sender in place of telling SES. */
export const answersByMail = (address: string): boolean => providerOf(address)?.answersByMail ?? false;

export const complaintOf = (address: string): number | undefined => providerOf(address)?.complains?.(address);
