import type { Envelope, Slot } from '../../shared/message/envelope.ts';
import { createKeyOf } from '../../shared/quarantine/address-key.ts';
import type { QuotaKey } from '../../shared/quota/key.ts';
import { DAY, type EpochMillis } from '../../shared/time/units.ts';

/** The deployment's secret, as Secrets Manager would make it. */
export const SECRET = 'bench'.repeat(7);

export const keyOfAddress = createKeyOf(SECRET);

/** The sentence that bodies are made of. */
const FILLING = 'The quick brown fox jumps over the lazy dog, <b>and &amp; so on</b>. ';

export const addressAt = (at: number, domain: string): string => `reader-${at}@${domain}`;

/** A newsletter's mail, its message of about `kilobytes`. */
export function mailTo(id: string, to: string, kilobytes: number): string {
  const mail = {
    v: 1,
    id,
    to,
    from: 'The Shop <news@example.com>',
    replyTo: 'service@example.com',
    campaign: 'spring-2026',
    stream: 'marketing',
    content: { simple: { subject: 'News of this spring', html: '' } },
    unsubscribe: { url: `https://example.com/unsubscribe/${id}` },
    metadata: { customer: id },
  };
  const room = Math.max(0, kilobytes * 1_024 - JSON.stringify(mail).length);
  const html = FILLING.repeat(Math.ceil(room / FILLING.length)).slice(0, room);
  return JSON.stringify({ ...mail, content: { simple: { subject: mail.content.simple.subject, html } } });
}

/** The slot of a limit per hour that begins now. */
const slotAt = (now: EpochMillis, to: string): Slot => ({
  key: 'default#rule#large-provider' as QuotaKey,
  at: now * 1_000,
  early: 5_000,
  late: 30_000,
  call: 10_000,
  rule: 'large-provider',
  mx: `mx.${to.slice(to.indexOf('@') + 1)}`,
  ruleSet: 'v1',
  address: keyOfAddress(to),
});

export const envelopeTo = (to: string, now: EpochMillis): Envelope => ({
  v: 1,
  firstSeen: now,
  expiresAt: now + 5 * DAY,
  lane: 2,
  hops: 0,
  slot: slotAt(now, to),
});

/** SES's event of a mail that came back, as event publishing writes it. */
export function bounceOf(id: string, to: string, reply: string, now: EpochMillis): string {
  const timestamp = new Date(now).toISOString();
  return JSON.stringify({
    eventType: 'Bounce',
    bounce: {
      feedbackId: `feedback-${id}`,
      bounceType: 'Transient',
      bounceSubType: 'General',
      bouncedRecipients: [
        { emailAddress: to, action: 'failed', status: reply.split(' ')[1] ?? '5.0.0', diagnosticCode: reply },
      ],
      timestamp,
      reportingMTA: 'dns; a8-50.smtp-out.amazonses.com',
    },
    mail: {
      timestamp,
      source: 'The Shop <news@example.com>',
      sourceArn: 'arn:aws:ses:eu-west-1:123456789012:identity/example.com',
      sendingAccountId: '123456789012',
      messageId: `ses-${id}`,
      destination: [to],
      headersTruncated: false,
      headers: [
        { name: 'From', value: 'The Shop <news@example.com>' },
        { name: 'Reply-To', value: 'service@example.com' },
        { name: 'To', value: to },
        { name: 'Subject', value: 'News of this spring' },
        { name: 'MIME-Version', value: '1.0' },
        { name: 'Content-Type', value: 'text/html; charset=UTF-8' },
      ],
      commonHeaders: { from: ['The Shop <news@example.com>'], to: [to], subject: 'News of this spring' },
      tags: { 'mxp-id': [id], 'ses:configuration-set': ['set'], 'ses:source-ip': ['192.0.2.1'] },
    },
  });
}
