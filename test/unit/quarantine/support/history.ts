import type { MailId } from '../../../../shared/message/mail.ts';
import type { Blame, FailureReason } from '../../../../shared/outcome/event.ts';
import type { Entry, OperatorAct } from '../../../../shared/quarantine/entry.ts';
import { suppressionOf } from '../../../../shared/quarantine/standing.ts';
import { standingOf } from '../../../../shared/quarantine/standing-of.ts';
import { DAY, HOUR } from '../../../../shared/time/units.ts';
import { POLICY } from '../../../support/quarantine.ts';

export const START = Date.UTC(2026, 10, 2, 9);

/** 24 h less 10 %. */
export const SIGNIFICANT = 21.6 * HOUR;

let mails = 0;
export const freshMail = (): MailId => {
  mails += 1;
  return `mail-${mails}` as MailId;
};

/** An error of a mail of its own, unless told whose. `at` counts from START. */
export const error = (
  reason: FailureReason,
  at: number,
  more: { readonly blame?: Blame; readonly mail?: MailId } = {},
): Entry => ({
  kind: 'error',
  reason,
  at: START + at,
  mail: more.mail ?? freshMail(),
  ...(more.blame ? { blame: more.blame } : {}),
});

export const delivered = (at: number, mail: MailId = freshMail()): Entry => ({
  kind: 'delivered',
  at: START + at,
  mail,
});

export const handedOver = (at: number, mail: MailId = freshMail()): Entry => ({
  kind: 'handedOver',
  at: START + at,
  mail,
});

export const complaint = (at: number, stream = 'marketing', mail: MailId = freshMail()): Entry => ({
  kind: 'complaint',
  at: START + at,
  mail,
  stream,
});

export const act = (name: OperatorAct, at: number, reason?: FailureReason): Entry => ({
  kind: 'act',
  act: name,
  at: START + at,
  by: 'ada',
  ...(reason ? { reason } : {}),
});

/** So many errors, a day apart, the first at `from`. */
export const daily = (
  reason: FailureReason,
  times: number,
  { from = 0, blame }: { readonly from?: number; readonly blame?: Blame } = {},
): readonly Entry[] =>
  Array.from({ length: times }, (_, day) => error(reason, from + day * DAY, blame ? { blame } : {}));

/** What keeps marketing mail from the address at `at`. */
export const suppression = (entries: readonly Entry[], at: number, policy = POLICY) =>
  suppressionOf(standingOf(entries, policy), 'marketing', START + at);

/** Counted errors of a reason, in milliseconds from START. */
export const counted = (entries: readonly Entry[], reason: FailureReason = 'mailboxFull', policy = POLICY) =>
  (standingOf(entries, policy).counts[reason] ?? []).map((at) => at - START);
