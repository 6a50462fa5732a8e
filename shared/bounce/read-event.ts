import type { MailId } from '../message/mail.ts';
import type { EpochMillis } from '../time/units.ts';

/** What an SES event says of a hand-over of ours. */
export type FeedbackEvent =
  | {
      readonly kind: 'event';
      readonly type: string;
      readonly mailId: MailId;
      readonly sesId: string;
      readonly handedOverAt: EpochMillis;
    }
  /** SES's word that the topic works, or an event of a mail that is not ours. */
  | { readonly kind: 'foreign'; readonly what: string }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** The text, not JSON, that SES publishes whenever an event destination is created. */
const VALIDATION = 'Successfully validated SNS topic for Amazon SES event publishing';

/** The same where feedback notifications are set on an identity: JSON, but of no mail. */
const SUBSCRIBED = 'AmazonSnsSubscriptionSucceeded';

const MAIL_ID = /^[A-Za-z0-9_-]{1,128}$/;

type Json = Readonly<Record<string, unknown>>;

const asObject = (value: unknown): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;

function parseObject(text: string): Json | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The SES JSON of a queue's body: as it is with raw delivery, else inside SNS's envelope. */
function unwrap(body: string): string {
  const envelope = parseObject(body);
  return envelope?.['Type'] === 'Notification' && typeof envelope['Message'] === 'string'
    ? envelope['Message']
    : body;
}

function idOf(mail: Json): string | undefined {
  const tag = asObject(mail['tags'])?.['mxp-id'];
  const value = Array.isArray(tag) ? tag[0] : tag;
  return typeof value === 'string' && MAIL_ID.test(value) ? value : undefined;
}

/** ISO 8601; the guide's own samples also have `2018-10-08T14:05:45 +0000` (SES developer guide, "mail object"). */
const timeOf = (text: string): number => Date.parse(text.replace(/ ?([+-]\d\d):?(\d\d)$/, '$1:$2'));

/**
 * Reads one SES event (event publishing and feedback notifications, raw or enveloped by SNS); never throws. Only what a
 * claim in doubt needs: whose mail it is and when SES took it.
 */
export function readEvent(body: string): FeedbackEvent {
  const text = unwrap(body);
  if (text.startsWith(VALIDATION)) return { kind: 'foreign', what: 'validation' };
  const event = parseObject(text);
  if (!event) return { kind: 'unreadable', reason: 'not a JSON object' };
  const type = event['eventType'] ?? event['notificationType'];
  if (type === SUBSCRIBED) return { kind: 'foreign', what: 'validation' };
  const mail = asObject(event['mail']);
  if (typeof type !== 'string' || !mail) return { kind: 'unreadable', reason: 'no eventType or no mail' };
  const mailId = idOf(mail);
  if (!mailId) return { kind: 'foreign', what: type };
  const handedOverAt = timeOf(String(mail['timestamp']));
  const sesId = typeof mail['messageId'] === 'string' ? mail['messageId'] : '';
  if (Number.isNaN(handedOverAt)) return { kind: 'unreadable', reason: 'mail.timestamp is not a time' };
  return { kind: 'event', type, mailId: mailId as MailId, sesId, handedOverAt };
}
