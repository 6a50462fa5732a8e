import type { SuppressionReason } from './suppression-list.ts';

/** Event types as SES writes them in `eventType`. */
export const SES_EVENT_TYPES = [
  'Send',
  'Delivery',
  'Bounce',
  'Complaint',
  'Reject',
  'Rendering Failure',
  'DeliveryDelay',
] as const;
export type SesEventType = (typeof SES_EVENT_TYPES)[number];

export interface EventDestination {
  readonly topicArn: string;
  readonly types: readonly SesEventType[];
}

/** A configuration set as the local SES honours it. */
export interface SesConfigurationSet {
  readonly destinations: readonly EventDestination[];
  /** Which entries of the account's suppression list apply; default both. */
  readonly suppressedReasons?: readonly SuppressionReason[];
  /** 300–50400; default 50400 (14 h). */
  readonly maxDeliverySeconds?: number;
}

/** What an event tells of its mail. */
export interface EventMail {
  readonly messageId: string;
  readonly acceptedAt: number;
  readonly from: string;
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly configurationSet?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** The key that holds each type's own part (SES developer guide, event publishing contents). */
const PAYLOAD_KEYS = {
  Send: 'send',
  Delivery: 'delivery',
  Bounce: 'bounce',
  Complaint: 'complaint',
  Reject: 'reject',
  'Rendering Failure': 'failure',
  DeliveryDelay: 'deliveryDelay',
} as const satisfies Record<SesEventType, string>;

const ACCOUNT_ID = '000000000000';
const LOOPBACK = '127.0.0.1';

function tagsOf(mail: EventMail, type: SesEventType, from: string): Record<string, string[]> {
  const own = Object.entries(mail.tags).map(([name, value]) => [name, [value]]);
  return {
    'ses:operation': ['SendEmail'],
    ...(mail.configurationSet ? { 'ses:configuration-set': [mail.configurationSet] } : {}),
    'ses:source-ip': [LOOPBACK],
    'ses:from-domain': [from.slice(from.lastIndexOf('@') + 1)],
    'ses:caller-identity': ['local'],
    ...(type === 'Delivery' ? { 'ses:outgoing-ip': [LOOPBACK] } : {}),
    ...Object.fromEntries(own),
  };
}

/** The JSON of one event, in the shape of SES's event publishing. */
export function eventJson(type: SesEventType, mail: EventMail, sender: string, payload: object): string {
  const headers = [
    { name: 'From', value: mail.from },
    { name: 'To', value: mail.recipients.join(', ') },
    { name: 'Subject', value: mail.subject },
    ...mail.headers,
  ];
  return JSON.stringify({
    eventType: type,
    mail: {
      timestamp: new Date(mail.acceptedAt).toISOString(),
      source: mail.from,
      sourceArn: `arn:aws:ses:us-east-1:${ACCOUNT_ID}:identity/${sender}`,
      sendingAccountId: ACCOUNT_ID,
      messageId: mail.messageId,
      destination: mail.recipients,
      headersTruncated: false,
      headers,
      commonHeaders: {
        from: [mail.from],
        to: mail.recipients,
        messageId: mail.messageId,
        subject: mail.subject,
      },
      tags: tagsOf(mail, type, sender),
    },
    [PAYLOAD_KEYS[type]]: payload,
  });
}
