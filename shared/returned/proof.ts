import { createHmac, timingSafeEqual } from 'node:crypto';
import type { MailId } from '../message/mail.ts';

/**
 * Tells whose mail it is, and that whoever returns it had it in hand: `X-MXP-Id: <id>.<proof>`. Upstream cannot set it, for
 * all of X-MXP- is ours.
 */
export const ID_HEADER = 'X-MXP-Id';

/** 22 characters of base64url: 132 bits of HMAC-SHA-256, which RFC 2104 §5 lets one truncate to no less than 80. */
const LENGTH = 22;

/** The key is none of addresses', so neither can stand for the other (RFC 5869 §3.2 on labels). */
const LABEL = 'MX Pacer, returned mail, version 1';

/** What a mail says of itself: its id, and where there is one the proof that we wrote it there. */
export interface Claim {
  readonly id: MailId;
  readonly proof?: string;
}

/** Proves ids under one deployment's secret. */
export interface Proofs {
  /** Of this id. */
  prove(id: MailId): string;
  /** A proof of the id as bytes, for codes that write it in letters of their own. */
  bytesOf(id: MailId): Uint8Array;
  isProved(claim: Claim): boolean;
}

export function createProofs(secret: string): Proofs {
  const key = createHmac('sha256', secret).update(LABEL).digest();
  const bytesOf = (id: MailId) => createHmac('sha256', key).update(id).digest();
  const prove = (id: MailId) => bytesOf(id).toString('base64url').slice(0, LENGTH);
  return {
    prove,
    bytesOf,
    isProved: ({ id, proof }) =>
      proof?.length === LENGTH && timingSafeEqual(Buffer.from(proof, 'latin1'), Buffer.from(prove(id))),
  };
}

const VALUE = new RegExp(`^([A-Za-z0-9_-]{1,128})(?:\\.([A-Za-z0-9_-]{${LENGTH}}))?$`);

/** What stands in the header of a mail. */
export const headerValue = (id: MailId, proof: string | undefined): string =>
  proof === undefined ? id : `${id}.${proof}`;

/** Reads the header's value; also that of mails from before there were proofs. */
export function readClaim(value: string): Claim | undefined {
  const [, id, proof] = VALUE.exec(value.trim()) ?? [];
  if (id === undefined) return undefined;
  return { id: id as MailId, ...(proof === undefined ? {} : { proof }) };
}
