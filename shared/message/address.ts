import { readDomain } from './domain.ts';
import type { Address } from './mail.ts';

export type ReadAddress =
  | { readonly ok: true; readonly address: Address }
  | { readonly ok: false; readonly problem: string };

/** Octets (RFC 5321 §4.5.3.1.1). */
const LONGEST_LOCAL = 64;

/** RFC 5321 §4.1.2: Dot-string and Quoted-string. */
const DOT_STRING = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const QUOTED_STRING = /^"(?:[ !#-[\]-~]|\\[ -~])*"$/;

/** What is wrong with a local part; SES takes ASCII only (SES v2 API_SendEmail, Destination: no SMTPUTF8). */
function localProblem(local: string): string | undefined {
  if (local === '') return 'there is nothing before the @';
  if (local.length > LONGEST_LOCAL) return `the part before the @ is over ${LONGEST_LOCAL} characters`;
  if (DOT_STRING.test(local) || QUOTED_STRING.test(local)) return undefined;
  if (/\p{Cc}/u.test(local)) return 'the part before the @ has a control character';
  if (/[^ -~]/.test(local))
    return 'the part before the @ has a character outside ASCII, which SES does not take';
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..'))
    return 'the part before the @ has a dot at its start, its end or beside another';
  return 'the part before the @ has a character that must stand in quotes';
}

/** Reads one mailbox without a display name (RFC 5321 §4.1.2, Mailbox). Never throws. */
export function readAddress(text: string): ReadAddress {
  const at = text.lastIndexOf('@');
  if (at < 0) return { ok: false, problem: 'there is no @' };
  const local = text.slice(0, at);
  const problem = localProblem(local);
  if (problem) return { ok: false, problem };
  const read = readDomain(text.slice(at + 1));
  if (!read.ok) return read;
  return { ok: true, address: { local, domain: read.domain, address: `${local}@${read.domain}` } };
}
