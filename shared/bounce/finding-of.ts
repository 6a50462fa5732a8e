import type { DeliveryRecord } from '../ports/delivery-store.ts';
import { normaliseAddress } from '../quarantine/address-key.ts';
import type { Entry } from '../quarantine/entry.ts';
import type { BouncedRecipient, SesEvent } from '../ses-events/types.ts';
import type { EpochMillis } from '../time/units.ts';
import { errorEntryOf } from './error-entry.ts';
import type { Finding } from './finding.ts';
import type { Classifier, Judgement, Reply } from './judgement.ts';
import { isSuppression } from './suppression.ts';

type EventOf<T extends SesEvent['type']> = Extract<SesEvent, { readonly type: T }>;

/** All that findings are made from. */
export interface Circumstances {
  readonly record: DeliveryRecord;
  /** The mail's recipient, in lower case. */
  readonly address: string;
  readonly classifier: Classifier;
  readonly now: EpochMillis;
}

/** RFC 3464 §2.3.6: a diagnostic code names its type first, as `smtp; 550 5.1.1 …`. */
const wordsOf = (diagnosticCode: string | undefined): string =>
  (diagnosticCode ?? '').replace(/^\s*[\w-]{1,40}\s*;\s*/, '');

/** Another clock may be ahead; what happened lies in the past all the same. */
export const past = (at: EpochMillis, { now }: Pick<Circumstances, 'now'>): EpochMillis => Math.min(at, now);

/**
 * The part about the mail's recipient. One mail has one recipient, so a lone one under another address is the same person
 * behind a forwarding.
 */
const partOf = <P extends { readonly emailAddress: string }>(
  parts: readonly P[],
  { address }: Circumstances,
): P | undefined => {
  const same = parts.find(({ emailAddress }) => normaliseAddress(emailAddress) === address);
  return same ?? parts[0];
};

const replyOf = (
  part: Pick<BouncedRecipient, 'status' | 'diagnosticCode'> | undefined,
  { record }: Circumstances,
  subtype?: string,
): Reply => ({
  text: wordsOf(part?.diagnosticCode),
  ...(part?.status === undefined ? {} : { status: part.status }),
  ...(record.echo.mx === undefined ? {} : { mxHost: record.echo.mx }),
  ...(subtype === undefined ? {} : { subtype }),
});

/** What upstream is told of a reply and how it was judged. */
export const saidOf = ({ text }: Reply, { type, reason, blame, rule }: Judgement): Finding['said'] => ({
  type,
  ...(reason ? { reason } : {}),
  ...(blame ? { blame } : {}),
  ...(rule === undefined ? {} : { bounceRule: rule }),
  ...(text === '' ? {} : { reply: text }),
});

/** How a judged bounce or delay was judged, for the evidence and for the count of unknown texts. */
export const judgedOf = (reply: Reply, { via, classified }: Judgement) => ({
  ...(reply.status === undefined ? {} : { status: reply.status }),
  ...(reply.subtype === undefined ? {} : { subtype: reply.subtype }),
  via,
  ...(classified || reply.text === '' ? {} : { unclassified: true as const }),
});

const suppressed = (at: EpochMillis, detail: string): Finding => ({
  kind: 'suppressed',
  at,
  said: { by: 'ses', detail },
});

function bounced({ bounce }: EventOf<'Bounce'>, circumstances: Circumstances): Finding {
  const at = past(bounce.timestamp, circumstances);
  const { bounceType, bounceSubType } = bounce;
  if (isSuppression(bounceSubType)) return suppressed(at, `${bounceType}/${bounceSubType}`);
  const part = partOf(bounce.bouncedRecipients, circumstances);
  const reply = replyOf(part, circumstances, `${bounceType}/${bounceSubType}`);
  const judgement = circumstances.classifier.judge(reply);
  const entry = errorEntryOf(circumstances.record.id, judgement, at);
  return {
    kind: 'bounced',
    at,
    // Says nothing of the address, so it must not stand in the way of the bounce that does.
    ...(judgement.type === 'ignored' ? { occurrence: `ignored ${bounce.timestamp}` } : {}),
    said: saidOf(reply, judgement),
    ...judgedOf(reply, judgement),
    ...(entry ? { entry } : {}),
  };
}

function delayed({ deliveryDelay }: EventOf<'DeliveryDelay'>, circumstances: Circumstances): Finding {
  const { timestamp, delayType, delayedRecipients } = deliveryDelay;
  const part = partOf(delayedRecipients, circumstances);
  const reply = replyOf(part, circumstances);
  const judgement = circumstances.classifier.judge(reply);
  return {
    kind: 'delayed',
    at: past(timestamp, circumstances),
    occurrence: String(timestamp),
    said: { ...saidOf(reply, judgement), detail: delayType },
    ...judgedOf(reply, judgement),
  };
}

/** Other ARF types (RFC 5965 §7.3: auth-failure, fraud, not-spam, virus …) are no complaint about the mail. */
export const isAbuse = (feedbackType: string | undefined): boolean =>
  feedbackType === undefined || feedbackType === 'abuse';

function complained({ complaint }: EventOf<'Complaint'>, circumstances: Circumstances): Finding {
  const { record } = circumstances;
  const at = past(complaint.timestamp, circumstances);
  const { complaintSubType, complaintFeedbackType, feedbackId } = complaint;
  if (complaintSubType !== undefined && isSuppression(complaintSubType))
    return suppressed(at, `Complaint/${complaintSubType}`);
  const entry = { kind: 'complaint', mail: record.id, at, stream: record.echo.stream } satisfies Entry;
  return {
    kind: 'complained',
    at,
    occurrence: feedbackId ?? String(complaint.timestamp),
    said: complaintFeedbackType === undefined ? {} : { detail: complaintFeedbackType },
    ...(isAbuse(complaintFeedbackType) ? { entry } : {}),
  };
}

function delivered({ delivery }: EventOf<'Delivery'>, circumstances: Circumstances): Finding {
  const at = past(delivery.timestamp, circumstances);
  return {
    kind: 'delivered',
    at,
    said: delivery.smtpResponse === undefined ? {} : { reply: delivery.smtpResponse },
    entry: { kind: 'delivered', mail: circumstances.record.id, at },
  };
}

/** SES took the mail and found it unfit: what upstream wrote is to blame, never the address. */
const unfit = (at: EpochMillis, said: Finding['said']): Finding => ({ kind: 'bounced', at, said });

/** What an event of a mail says; undefined where it tells only that SES took the mail, or that somebody read it. */
export function findingOf(event: SesEvent, circumstances: Circumstances): Finding | undefined {
  const sentAt = past(event.mail.timestamp, circumstances);
  switch (event.type) {
    case 'Bounce':
      return bounced(event, circumstances);
    case 'DeliveryDelay':
      return delayed(event, circumstances);
    case 'Complaint':
      return complained(event, circumstances);
    case 'Delivery':
      return delivered(event, circumstances);
    case 'Reject':
      return unfit(sentAt, {
        type: 'soft',
        reason: 'refused',
        blame: 'sender',
        detail: `SES rejected it: ${event.reject.reason ?? 'no reason given'}`,
      });
    case 'RenderingFailure':
      return unfit(sentAt, { type: 'ignored', detail: event.failure.errorMessage ?? 'rendering failed' });
    default:
      return undefined;
  }
}
