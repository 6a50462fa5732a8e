import type { Leg } from './legs.ts';
import { bareAddress } from './send-request.ts';
import type { Failure } from './verdict.ts';

/** A mail that a receiver wrote: about whose mail, from which of its hosts, and when. */
export interface ReportMail {
  readonly leg: Leg;
  readonly host: string;
  readonly at: number;
}

const lines = (...all: readonly string[]): string => all.join('\r\n');

/** RFC 5322 §3.3. */
const dateOf = (at: number): string => new Date(at).toUTCString().replace('GMT', '+0000');

/** The header of the mail as it went, which every report returns (RFC 6522 §3). */
function headerOf({ mail, content, recipient }: Leg): string {
  const own =
    content.kind === 'composed' ? content.headers.map(({ name, value }) => `${name}: ${value}`) : [];
  return lines(
    `Message-ID: <${mail.messageId}@email.amazonses.com>`,
    ...own,
    `From: ${bareAddress(mail.from)}`,
    `To: ${bareAddress(recipient)}`,
    `Date: ${dateOf(mail.acceptedAt)}`,
  );
}

interface Parts {
  readonly subject: string;
  readonly reportType: string;
  readonly words: string;
  readonly report: string;
}

function mailOf({ leg, host, at }: ReportMail, { subject, reportType, words, report }: Parts): string {
  const boundary = 'report';
  const part = (type: string, body: string) => lines(`--${boundary}`, `Content-Type: ${type}`, '', body, '');
  return lines(
    'Return-Path: <>',
    `From: Mail Delivery System <MAILER-DAEMON@${host}>`,
    `To: ${bareAddress(leg.mail.from)}`,
    `Subject: ${subject}`,
    `Date: ${dateOf(at)}`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=${reportType}; boundary=${boundary}`,
    '',
    part('text/plain; charset=utf-8', words),
    part(`message/${reportType}`, report),
    part('text/rfc822-headers', headerOf(leg)),
    `--${boundary}--`,
    '',
  );
}

/** What a receiver sends that took a mail and cannot deliver it (RFC 3464). */
export function statusMail(about: ReportMail, { reply, status }: Failure): string {
  const recipient = bareAddress(about.leg.recipient);
  return mailOf(about, {
    subject: 'Undelivered Mail Returned to Sender',
    reportType: 'delivery-status',
    words: `<${recipient}>: ${reply}`,
    report: lines(
      `Reporting-MTA: dns; ${about.host}`,
      '',
      `Final-Recipient: rfc822; ${recipient}`,
      'Action: failed',
      `Status: ${status}`,
      `Diagnostic-Code: smtp; ${reply}`,
    ),
  });
}

/** What a feedback loop sends of a complaint (RFC 5965). */
export const complaintMail = (about: ReportMail): string =>
  mailOf(about, {
    subject: 'Complaint',
    reportType: 'feedback-report',
    words: 'A reader of yours called this mail unwanted.',
    report: lines(
      'Feedback-Type: abuse',
      'User-Agent: VirtualProvider/1',
      'Version: 1',
      `Original-Rcpt-To: ${bareAddress(about.leg.recipient)}`,
    ),
  });
