import type { MailId } from '../message/mail.ts';
import type { DeliveryRecord, DeliveryStore } from '../ports/delivery-store.ts';
import type { KeyOf } from '../quarantine/address-key.ts';
import type { Subject } from '../quarantine/merge.ts';
import type { Marks } from './failure.ts';
import type { Proofs } from './proof.ts';
import { readReturnPath } from './return-path.ts';

export type FoundReturned =
  | { readonly ok: true; readonly record: DeliveryRecord; readonly recipient: Subject }
  /** Not proved to be a mail of ours, or not about its recipient: nothing may change by it. */
  | { readonly ok: false; readonly reason: string; readonly id?: string };

/** How ids are proved, and how addresses are known. */
export interface Keys {
  readonly proofs: Proofs;
  readonly keyOf: KeyOf;
}

interface Candidate {
  readonly id: MailId;
  readonly proved: boolean;
}

/** The ids that a mail names, proved ones first. */
function candidatesOf({ claims, returnPaths }: Marks, { proofs }: Keys): readonly Candidate[] {
  const byPath = returnPaths.flatMap((address) => readReturnPath(address, proofs) ?? []);
  const claimed = claims.map((claim) => ({ id: claim.id, proved: proofs.isProved(claim) }));
  const all = [...byPath.map((id) => ({ id, proved: true })), ...claimed];
  return [...all.filter(({ proved }) => proved), ...all.filter(({ proved }) => !proved)];
}

/** Only who had the mail in hand knows the proof in its header, or the SES message id that SES drew for it. */
const isProved = ({ proved }: Candidate, { sesId }: DeliveryRecord, { sesIds }: Marks): boolean =>
  proved || (sesId !== undefined && sesIds.some((one) => one.toLowerCase() === sesId.toLowerCase()));

/**
 * The recipient, if the report is about it. A report that names nobody is about the mail's one recipient; a report about
 * another address, by a list or a forwarding, says nothing of ours.
 */
function recipientOf(
  { address: key }: DeliveryRecord,
  named: readonly string[],
  { keyOf }: Keys,
): Subject | undefined {
  if (key === undefined) return undefined;
  if (named.length === 0) return { key };
  const address = named.find((one) => keyOf(one) === key);
  return address === undefined ? undefined : { key, address };
}

async function find(
  delivery: Pick<DeliveryStore, 'get'>,
  candidate: Candidate,
  marks: Marks,
  named: readonly string[],
  keys: Keys,
): Promise<FoundReturned> {
  const { id } = candidate;
  const record = await delivery.get(id);
  if (!record) return { ok: false, id, reason: 'no mail of this id is known, or it expired four weeks ago' };
  if (!isProved(candidate, record, marks))
    return { ok: false, id, reason: 'nothing proves that whoever sent it had a mail of this id in hand' };
  const recipient = recipientOf(record, named, keys);
  if (!recipient)
    return {
      ok: false,
      id,
      reason: 'it speaks of another address than the one that the mail of this id went to',
    };
  return { ok: true, record, recipient };
}

/**
 * The mail that came back. An id alone proves nothing, for upstream may know it and anybody may write it: the returned
 * mail must bear our proof, or the SES message id of the hand-over, and speak of the mail's recipient.
 */
export async function findReturned(
  delivery: Pick<DeliveryStore, 'get'>,
  marks: Marks,
  namedByReport: readonly string[],
  keys: Keys,
): Promise<FoundReturned> {
  const named = namedByReport.length > 0 ? namedByReport : marks.to;
  let first: FoundReturned | undefined;
  for (const candidate of candidatesOf(marks, keys)) {
    const found = await find(delivery, candidate, marks, named, keys);
    if (found.ok) return found;
    first ??= found;
  }
  return first ?? { ok: false, reason: 'it bears no id of MX Pacer' };
}
