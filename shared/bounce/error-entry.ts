import type { MailId } from '../message/mail.ts';
import type { Entry } from '../quarantine/entry.ts';
import type { EpochMillis } from '../time/units.ts';
import type { Judgement } from './judgement.ts';

/** The error that a bounce charges its address with; undefined where nothing failed. Unclassified, it blames nobody. */
export function errorEntryOf(
  mail: MailId,
  { type, reason, blame, classified }: Judgement,
  at: EpochMillis,
): Extract<Entry, { readonly kind: 'error' }> | undefined {
  if (type === 'ignored' || !reason) return undefined;
  return { kind: 'error', mail, at, reason, ...(classified && blame ? { blame } : {}) };
}
