import type { BouncedRecipient, SesBounce, SesComplaint, SesDeliveryDelay } from './failures.ts';
import { asList, asObject, asText, type Json, textFields } from './json.ts';
import type { EpochMillis } from './mail.ts';
import { readTime } from './time.ts';

/** Recipients with an address; an address may stand alone, and so may a recipient where a list is promised. */
function readRecipients(value: unknown): readonly BouncedRecipient[] {
  return asList(value).flatMap((item) => {
    const json = asObject(item) ?? { emailAddress: item };
    const emailAddress = asText(json['emailAddress']);
    if (emailAddress === undefined) return [];
    return [{ emailAddress, ...textFields(json, ['action', 'status', 'diagnosticCode']) }];
  });
}

/** Where the event's own time is none, `mailAt` takes its place: never later than what happened. */
export const readBounce = (json: Json, mailAt: EpochMillis): SesBounce => ({
  bounceType: asText(json['bounceType']) ?? 'Undetermined',
  bounceSubType: asText(json['bounceSubType']) ?? 'Undetermined',
  bouncedRecipients: readRecipients(json['bouncedRecipients']),
  timestamp: readTime(json['timestamp']) ?? mailAt,
  ...textFields(json, ['feedbackId', 'reportingMTA', 'remoteMtaIp']),
});

export function readComplaint(json: Json, mailAt: EpochMillis): SesComplaint {
  const arrivalDate = readTime(json['arrivalDate']);
  return {
    complainedRecipients: readRecipients(json['complainedRecipients']).map(({ emailAddress }) => ({
      emailAddress,
    })),
    timestamp: readTime(json['timestamp']) ?? mailAt,
    ...textFields(json, ['feedbackId', 'complaintSubType', 'userAgent', 'complaintFeedbackType']),
    ...(arrivalDate === undefined ? {} : { arrivalDate }),
  };
}

export function readDeliveryDelay(json: Json, mailAt: EpochMillis): SesDeliveryDelay {
  const expirationTime = readTime(json['expirationTime']);
  return {
    delayType: asText(json['delayType']) ?? 'Undetermined',
    delayedRecipients: readRecipients(json['delayedRecipients']),
    timestamp: readTime(json['timestamp']) ?? mailAt,
    ...(expirationTime === undefined ? {} : { expirationTime }),
    ...textFields(json, ['reportingMTA']),
  };
}
