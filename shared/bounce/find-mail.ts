import type { MailId } from '../message/mail.ts';
import type { DeliveryRecord, DeliveryStore } from '../ports/delivery-store.ts';
import { type KeyOf, normaliseAddress } from '../quarantine/address-key.ts';
import type { Recipient } from '../quarantine/note.ts';
import { ID_HEADER, readClaim } from '../returned/proof.ts';
import type { SesEvent, SesMail } from '../ses-events/types.ts';

export type FoundMail =
  | { readonly ok: true; readonly record: DeliveryRecord; readonly recipient: Recipient }
  /** Not a mail of ours, or not what happened to it: nothing may change by it. */
  | { readonly ok: false; readonly reason: string; readonly id?: string };

const MAIL_ID = /^[A-Za-z0-9_-]{1,128}$/;

/** By tag in event publishing; by header in feedback notifications, which carry no tags of ours. */
function idOf({ tags, headers }: SesMail): MailId | undefined {
  const header = headers.find(({ name }) => name.toLowerCase() === ID_HEADER.toLowerCase())?.value;
  const id = tags['mxp-id']?.[0] ?? (header === undefined ? undefined : readClaim(header)?.id);
  return id !== undefined && MAIL_ID.test(id) ? (id as MailId) : undefined;
}

/**
 * The mail that an event speaks of. The id alone proves nothing, for upstream may know it: the recipient must be the
 * mail's, and the SES message id that of its hand-over, so that nobody is quarantined by a made-up event.
 */
export async function findMail(
  delivery: Pick<DeliveryStore, 'get'>,
  { mail }: SesEvent,
  keyOf: KeyOf,
): Promise<FoundMail> {
  const id = idOf(mail);
  if (id === undefined) return { ok: false, reason: 'no mail of ours: it bears no id of MX Pacer' };
  const record = await delivery.get(id);
  if (!record) return { ok: false, id, reason: 'no mail of this id is known, or it expired four weeks ago' };
  const { address: key, sesId } = record;
  const address = mail.destination.find((one) => keyOf(one) === key);
  if (key === undefined || address === undefined)
    return { ok: false, id, reason: 'the recipient is not the one that the mail of this id went to' };
  if (sesId !== undefined && sesId !== mail.messageId && !record.resent)
    return { ok: false, id, reason: 'the SES message id is not that of the mail of this id' };
  return { ok: true, record, recipient: { key, address: normaliseAddress(address) } };
}
