import type { MailId } from '../message/mail.ts';
import type { EpochMillis } from '../time/units.ts';
import type { Entry } from './entry.ts';

export type ErrorEntry = Extract<Entry, { readonly kind: 'error' }>;
export type SuccessEntry = Extract<Entry, { readonly kind: 'handedOver' | 'delivered' }>;

/** What is known of mails, whenever it happened: an error that comes late takes a delivery back. */
export interface MailFacts {
  /** A mail adds at most one error, its earliest. */
  isFirst(error: ErrorEntry): boolean;
  /** The mail has no error at all. */
  isClean(success: SuccessEntry): boolean;
  /** The mail bounced after its delivery and before that took effect. */
  isTakenBack(delivery: SuccessEntry, effectAt: EpochMillis): boolean;
}

/** Reads the facts off entries that are in order. */
export function mailFacts(ordered: readonly Entry[]): MailFacts {
  const errors = new Map<MailId, ErrorEntry[]>();
  for (const entry of ordered) {
    if (entry.kind !== 'error') continue;
    const ofMail = errors.get(entry.mail);
    if (ofMail) ofMail.push(entry);
    else errors.set(entry.mail, [entry]);
  }
  const errorsOf = (mail: MailId): readonly ErrorEntry[] => errors.get(mail) ?? [];
  return {
    isFirst: (error) => errorsOf(error.mail)[0] === error,
    isClean: ({ mail }) => !errors.has(mail),
    isTakenBack: ({ mail, at }, effectAt) =>
      errorsOf(mail).some((error) => error.at >= at && error.at <= effectAt),
  };
}
