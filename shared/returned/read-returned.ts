import type { EpochMillis } from '../time/units.ts';
import { addressesIn } from './addresses.ts';
import { isAutoReply } from './auto-reply.ts';
import { type RecipientStatus, readDeliveryStatus } from './delivery-status.ts';
import type { Failure, Marks, ReturnedMail } from './failure.ts';
import { readFeedbackReport } from './feedback-report.ts';
import { fieldOf } from './fields.ts';
import { isReturned, looksReturned, ownWords, readFreeText, tellsOfDelay } from './free-text.ts';
import { happenedAt } from './happened-at.ts';
import { isCopy, readMarks } from './marks.ts';
import { type MailPieces, readMail } from './read-mail.ts';

/** What every failure of one mail has in common. */
const common = ({ claims: [claim] }: Marks): Pick<Failure, 'mailId'> => (claim ? { mailId: claim.id } : {});

/**
 * Reports stand in parts of their own type; some servers call them text, or bytes, and they are reports all the same. What
 * stands in the mail that came back is none: upstream's readers may have written it there.
 */
function reportTexts({ text, parts }: MailPieces, field: RegExp): readonly string[] {
  const own = parts.filter((part) => !isCopy(part)).map((part) => part.text);
  const mentioned = own.filter((one) => field.test(one.slice(0, 2_000)));
  return field.test(ownWords(text)) ? [...mentioned, ownWords(text)] : mentioned;
}

/** RFC 6522 §3. */
const REPORT = /^\s*multipart\/report\b/i;
/** Attached mails that are looked into. */
const MOST_ATTACHED = 3;

const STATUS = /^(?:Reporting-MTA|(?:Final|Original)-Recipient)[ \t]*:/im;
const FEEDBACK = /^Feedback-Type[ \t]*:/im;

const namedBy = ({
  recipient,
  original,
}: Pick<RecipientStatus, 'recipient' | 'original'>): readonly string[] =>
  [original, recipient].filter((one) => one !== undefined);

/** A report may give a status and leave the words to people's part. */
function inWords({ recipient, original }: RecipientStatus, mail: MailPieces): string {
  const names = namedBy({ ...(recipient ? { recipient } : {}), ...(original ? { original } : {}) });
  const said = readFreeText(mail).find((one) => names.some((name) => name.toLowerCase() === one.recipient));
  return said?.reply ?? '';
}

function failed(
  mail: MailPieces,
  statuses: readonly RecipientStatus[],
  arrivedAt: EpochMillis,
): ReturnedMail {
  const marks = readMarks(mail);
  const failures = statuses
    .filter(({ action }) => action === 'failed')
    .map((status): Failure => {
      const { action, lastAttempt, reply, ...rest } = status;
      return {
        ...common(marks),
        ...rest,
        reply: reply === '' ? inWords(status, mail) : reply,
        source: 'dsn',
        at: happenedAt([lastAttempt, fieldOf(mail.header, 'date')], arrivedAt),
      };
    });
  const reached = statuses
    .filter(({ action }) => action !== 'failed' && action !== 'delayed')
    .flatMap(namedBy);
  return { kind: 'failed', marks, failures, reached };
}

function fromReport(mail: MailPieces, arrivedAt: EpochMillis): ReturnedMail | undefined {
  const statuses = reportTexts(mail, STATUS).slice(0, 4).flatMap(readDeliveryStatus);
  if (statuses.length === 0) return undefined;
  if (statuses.some(({ action }) => action === 'failed')) return failed(mail, statuses, arrivedAt);
  const what = statuses.some(({ action }) => action === 'delayed') ? 'delay' : 'success';
  return { kind: 'passed', what };
}

function fromFeedback(mail: MailPieces, arrivedAt: EpochMillis): ReturnedMail | undefined {
  const [report] = reportTexts(mail, FEEDBACK).flatMap((text) => readFeedbackReport(text) ?? []);
  if (!report) return undefined;
  const marks = readMarks(mail);
  return {
    kind: 'complained',
    marks,
    recipients: report.recipients,
    feedbackType: report.feedbackType,
    at: happenedAt([fieldOf(mail.header, 'date'), report.arrived], arrivedAt),
  };
}

function fromWords(mail: MailPieces, arrivedAt: EpochMillis): ReturnedMail {
  const marks = readMarks(mail);
  const at = happenedAt([fieldOf(mail.header, 'date')], arrivedAt);
  const failures = readFreeText(mail).map(
    (said): Failure => ({ ...common(marks), ...said, source: 'text', at }),
  );
  return { kind: 'failed', marks, failures, reached: [] };
}

const isReceipt = ({ parts }: MailPieces): boolean =>
  parts.some(({ type }) => type === 'message/disposition-notification');

function understood(mail: MailPieces, arrivedAt: EpochMillis): ReturnedMail {
  const report = fromFeedback(mail, arrivedAt) ?? fromReport(mail, arrivedAt);
  if (report) return report;
  if (isReceipt(mail)) return { kind: 'passed', what: 'receipt' };
  const isCertain = isReturned(mail);
  if (!isCertain && isAutoReply(mail)) return { kind: 'passed', what: 'autoReply' };
  if (isCertain || looksReturned(mail))
    return tellsOfDelay(mail) ? { kind: 'passed', what: 'delay' } : fromWords(mail, arrivedAt);
  const from = addressesIn(fieldOf(mail.header, 'from') ?? '').length === 0 ? 'nobody' : 'somebody';
  return {
    kind: 'unreadable',
    reason: `no report, no bounce, no answer of a machine; ${from} may have written it`,
  };
}

/** A mailbox that forwards what it gets may attach it: the first report that a mail of no other form holds. */
async function attachedReport({ parts }: MailPieces): Promise<MailPieces | undefined> {
  for (const part of parts.filter(isCopy).slice(0, MOST_ATTACHED)) {
    const read = await readMail(Buffer.from(part.text));
    if (read.ok && REPORT.test(fieldOf(read.mail.header, 'content-type') ?? '')) return read.mail;
  }
  return undefined;
}

/**
 * Reads one raw mail that came back: a delivery status (RFC 3464), a complaint (RFC 5965), a bounce in words, an answer by
 * a machine (RFC 3834). Never throws; reads at most READ_BYTES.
 * @example await readReturned(bytes, arrivedAt)
 */
export async function readReturned(bytes: Uint8Array, arrivedAt: EpochMillis): Promise<ReturnedMail> {
  const read = await readMail(bytes);
  if (!read.ok) return { kind: 'unreadable', reason: read.reason };
  const mail = understood(read.mail, arrivedAt);
  const attached = mail.kind === 'unreadable' ? await attachedReport(read.mail) : undefined;
  return attached ? understood(attached, arrivedAt) : mail;
}
