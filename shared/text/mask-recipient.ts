import { maskAddress, maskAddresses } from './mask-address.ts';

/**
 * A local part that stands alone and is no word of any language: `jane.doe`, `jdoe77`. A plain word, as `info` or `user`,
 * is left, for the reply's own words are made of them.
 */
const UNMISTAKABLE = /^(?=.{5,64}$)(?=.*[a-z])(?=.*[\d._+-])/i;

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/**
 * Masks every address in a reply, and the recipient's name where a server writes it without its domain:
 * `550 jane.doe: no such user` → `550 j***: no such user`. Masking again changes nothing.
 */
export function maskRecipient(reply: string, address: string | undefined): string {
  const masked = maskAddresses(reply);
  const local = address?.slice(0, address.lastIndexOf('@')) ?? '';
  if (!UNMISTAKABLE.test(local)) return masked;
  const alone = new RegExp(`(?<![\\p{L}\\p{N}._+-])${escaped(local)}(?![\\p{L}\\p{N}_+-])`, 'giu');
  return masked.replace(alone, maskAddress(local));
}
