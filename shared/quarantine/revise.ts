import type { MailId } from '../message/mail.ts';
import type { AddressRecord } from '../ports/quarantine-store.ts';
import type { EpochMillis } from '../time/units.ts';
import type { Entry } from './entry.ts';
import { inOrder } from './in-order.ts';
import { areSame, foldedUntil, recordOf, type Subject } from './merge.ts';
import type { QuarantinePolicy } from './policy.ts';

/** What a mail is charged with after it was judged anew: another error, or none. */
export interface Revision {
  readonly mail: MailId;
  readonly at: EpochMillis;
  readonly entry: Extract<Entry, { readonly kind: 'error' }> | undefined;
}

/** Errors that are folded into the standing already cannot be told apart from others any more. */
export const comesTooLate = (record: AddressRecord | undefined, { at }: Revision): boolean =>
  at <= foldedUntil(record);

/**
 * The record as if the mails had been judged so from the beginning; undefined when nothing changes. What is folded into
 * the base stays as it is.
 */
export function revised(
  record: AddressRecord | undefined,
  subject: Subject,
  revisions: readonly Revision[],
  policy: QuarantinePolicy,
): AddressRecord | undefined {
  const timely = revisions.filter((revision) => !comesTooLate(record, revision));
  const known = record?.entries ?? [];
  const isRevised = (entry: Entry): boolean =>
    entry.kind === 'error' && timely.some(({ mail, at }) => entry.mail === mail && entry.at === at);
  const others = known.filter((entry) => !isRevised(entry));
  const all = inOrder([...others, ...timely.flatMap(({ entry }) => entry ?? [])]);
  return areSame(all, known) ? undefined : recordOf(record, subject, all, policy);
}
