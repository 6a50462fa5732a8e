import { createHmac } from 'node:crypto';

/**
 * A keyed hash that stands for an address: tables are keyed by it, so that an address can be forgotten while its
 * suppression stands. 22 characters of base64url, 132 bits of HMAC-SHA-256 (RFC 2104).
 */
export type AddressKey = string & { readonly __brand: 'AddressKey' };

/** Answers the key of an address; the same for every spelling of one mailbox. */
export type KeyOf = (address: string) => AddressKey;

/**
 * Local parts may be case-sensitive by RFC 5321 §2.4, and no large provider's are: one mailbox in two spellings must not
 * count as two.
 */
export const normaliseAddress = (address: string): string => address.trim().toLowerCase();

/** Keys under one deployment's secret. */
export const createKeyOf =
  (secret: string): KeyOf =>
  (address) =>
    createHmac('sha256', secret)
      .update(normaliseAddress(address))
      .digest('base64url')
      .slice(0, 22) as AddressKey;
