import { cut } from './cut.ts';

/** A domain is 255 octets at most (RFC 5321 §4.5.3.1.2); what is longer is no domain. */
const LONGEST_DOMAIN = 255;

/** A quoted local part, twice as long as RFC 5321 §4.5.3.1.1 allows; the bound keeps the search's time in proportion. */
const QUOTED_LOCAL = /"(?:[^"\\]|\\.){1,128}"(?=@)/g;

/** All that can be one unquoted address, and whatever leans on it without a gap. */
const WORD = /[^\s<>",:;]+/g;

function maskedLocal(local: string): string {
  if (local === '') return '';
  return /^[A-Za-z0-9]/.test(local) ? `${local.charAt(0)}***` : '***';
}

/** `jane.doe@example.com` → `j***@example.com`. Takes any text for an address, also one without `@`. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  if (at < 0) return maskedLocal(address);
  return `${maskedLocal(address.slice(0, at))}@${cut(address.slice(at + 1), LONGEST_DOMAIN)}`;
}

/** Masks every address inside a text; masking again changes nothing. Takes time in proportion to the text's length. */
export function maskAddresses(text: string): string {
  if (!text.includes('@')) return text;
  return text
    .replace(QUOTED_LOCAL, '***')
    .replace(WORD, (word) => (word.includes('@') ? maskAddress(word) : word));
}
