import { getDomain } from 'tldts';

/**
 * Who runs an MX host: its registrable domain by the public suffix list's ICANN part, so that all hosts of one company are
 * one operator; the host itself where there is none.
 */
export const operatorOf = (host: string): string => getDomain(host) ?? host;
