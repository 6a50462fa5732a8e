import type { MailId } from '../message/mail.ts';
import type { Proofs } from './proof.ts';

/** Octets of a local part (RFC 5321 §4.5.3.1.1). */
const LONGEST_LOCAL = 64;

/** Some servers write local parts in lower case, so both codes use small letters alone. */
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
/** Characters of base32: 80 bits, the least that RFC 2104 §5 allows; a longer one would leave a UUID no room. */
const PROOF_LENGTH = 16;

/** `l`: as it is · `u`: the id is in capitals · `m`: both; `=` stands before each capital. */
type Form = 'l' | 'u' | 'm';

const formOf = (id: string): Form => {
  if (!/[A-Z]/.test(id)) return 'l';
  return /[a-z]/.test(id) ? 'm' : 'u';
};

const WRITE: Readonly<Record<Form, (id: string) => string>> = {
  l: (id) => id,
  u: (id) => id.toLowerCase(),
  m: (id) => id.replaceAll(/[A-Z]/g, (capital) => `=${capital.toLowerCase()}`),
};
const READ: Readonly<Record<Form, (text: string) => string>> = {
  l: (text) => text,
  u: (text) => text.toUpperCase(),
  m: (text) => text.replaceAll(/=([a-z])/g, (_escaped, letter: string) => letter.toUpperCase()),
};

function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: PROOF_LENGTH }, (_, at) =>
    BASE32.charAt(Number.parseInt(bits.slice(5 * at, 5 * at + 5), 2)),
  ).join('');
}

/** Where mail is returned to: `bounces` and `example.com` make `bounces+<form><proof>.<id>@example.com`. */
export interface ReturnMailbox {
  readonly local: string;
  readonly domain: string;
}

/**
 * A return path that names the mail and proves it, for SMTP pools: even a bounce that quotes nothing is then matched.
 * Undefined where the id leaves no room for it; the header has to do then.
 */
export function keyedReturnPath(
  { local, domain }: ReturnMailbox,
  id: MailId,
  proofs: Pick<Proofs, 'bytesOf'>,
): string | undefined {
  const form = formOf(id);
  const keyed = `${local}+${form}${base32(proofs.bytesOf(id))}.${WRITE[form](id)}`;
  return keyed.length > LONGEST_LOCAL ? undefined : `${keyed}@${domain}`;
}

const KEYED = new RegExp(`\\+([lum])([a-z2-7]{${PROOF_LENGTH}})\\.([a-z0-9_=-]{1,64})@`, 'i');

/** The mail that an address names, if it is one of ours and proved. */
export function readReturnPath(address: string, proofs: Pick<Proofs, 'bytesOf'>): MailId | undefined {
  const [, form = '', proof = '', text = ''] = KEYED.exec(address) ?? [];
  if (text === '') return undefined;
  const id = READ[form.toLowerCase() as Form](text.toLowerCase()) as MailId;
  return base32(proofs.bytesOf(id)) === proof.toLowerCase() ? id : undefined;
}
