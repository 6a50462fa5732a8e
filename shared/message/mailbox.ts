import { readAddress } from './address.ts';
import type { Mailbox } from './mail.ts';

export type ReadMailbox =
  | { readonly ok: true; readonly mailbox: Mailbox }
  | { readonly ok: false; readonly problem: string };

/** Ours: what a reader of mail shows of a name is far less. */
export const LONGEST_DISPLAY_NAME = 128;

/** Display name, quoted or not, then the address in angle brackets. */
const NAMED = /^("(?:[^"\\]|\\.)*"\s*|[^<>]*)<(.*)>$/s;
const QUOTED = /^"((?:[^"\\]|\\.)*)"$/su;
/** RFC 5322 §3.2.3 "specials": they need quotes, or a list of senders could pass for a name. */
const SPECIALS = /[()<>[\]:;@\\,"]/;

type ReadName =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly problem: string };

function readName(written: string): ReadName {
  const quoted = QUOTED.exec(written)?.[1];
  const name = quoted === undefined ? written : quoted.replace(/\\(.)/gsu, '$1');
  const bad = (problem: string): ReadName => ({ ok: false, problem: `the display name ${problem}` });
  if (quoted === undefined && SPECIALS.test(name))
    return bad('has one of ()<>[]:;@\\," and must stand in quotes');
  if (/\p{Cc}/u.test(name) || !name.isWellFormed())
    return bad('has a control character or half a surrogate pair');
  if (name.length > LONGEST_DISPLAY_NAME) return bad(`is over ${LONGEST_DISPLAY_NAME} characters`);
  return { ok: true, name };
}

/**
 * Reads `local@domain`, `Name <local@domain>` or `"Name, quoted" <local@domain>` (RFC 5322 §3.4, mailbox); the name may
 * hold any character of Unicode but controls. Never throws.
 */
export function readMailbox(text: string): ReadMailbox {
  const [, written, inner] = NAMED.exec(text) ?? [];
  const address = readAddress(inner ?? text);
  if (!address.ok) return address;
  const name = readName((written ?? '').trim());
  if (!name.ok) return name;
  return {
    ok: true,
    mailbox: name.name === '' ? address.address : { ...address.address, displayName: name.name },
  };
}
