import { preciseNow } from './accept-log.ts';
import type { MessageContent } from './content.ts';
import type { EventMail, SesConfigurationSet } from './events.ts';
import { complaintPayload, suppressedBouncePayload } from './payloads.ts';
import type { PublishEvent } from './publisher.ts';
import { bareAddress } from './send-request.ts';
import { reasonsOf, type SuppressionList, type SuppressionReason } from './suppression-list.ts';

export interface AcceptedMail extends EventMail {
  readonly content: MessageContent;
}

type Sendable = Exclude<MessageContent, { kind: 'unrenderable' }>;

/** One recipient of a mail on its way. */
export interface Leg {
  readonly mail: AcceptedMail;
  readonly content: Sendable;
  readonly recipient: string;
  readonly attempt: number;
}

export interface LegDeps {
  readonly sets: Readonly<Record<string, SesConfigurationSet>>;
  readonly suppression: SuppressionList;
  readonly publish: PublishEvent;
}

/** The harmless test virus that makes SES reject a mail (SES developer guide, mailbox simulator). */
const TEST_VIRUS = 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE';

const isInfected = (content: Sendable): boolean =>
  content.kind === 'raw'
    ? Buffer.from(content.base64, 'base64').includes(TEST_VIRUS)
    : `${content.text ?? ''}${content.html ?? ''}`.includes(TEST_VIRUS);

/** Publishes what is known at once and answers the recipients that mail is to be handed over for. */
export function legsOf({ sets, suppression, publish }: LegDeps, mail: AcceptedMail): readonly Leg[] {
  const { content, recipients } = mail;
  if (content.kind === 'unrenderable') {
    const { errorMessage, templateName } = content;
    publish(mail, 'Rendering Failure', { errorMessage, templateName });
    return [];
  }
  publish(mail, 'Send', {});
  if (isInfected(content)) {
    publish(mail, 'Reject', { reason: 'Bad content' });
    return [];
  }
  const applied = reasonsOf(sets, mail);
  const reasonFor = (recipient: string) => {
    const reason = suppression.reasonOf(bareAddress(recipient));
    return reason && applied.includes(reason) ? reason : undefined;
  };
  for (const recipient of recipients) publishSuppressed(publish, mail, recipient, reasonFor(recipient));
  const open = recipients.filter((recipient) => reasonFor(recipient) === undefined);
  return open.map((recipient) => ({ mail, content, recipient, attempt: 0 }));
}

function publishSuppressed(
  publish: PublishEvent,
  mail: AcceptedMail,
  recipient: string,
  reason: SuppressionReason | undefined,
): void {
  const at = preciseNow();
  if (reason === 'COMPLAINT') publish(mail, 'Complaint', complaintPayload(recipient, at, true));
  if (reason === 'BOUNCE') publish(mail, 'Bounce', suppressedBouncePayload(recipient, at));
}
