import { z } from 'zod';
import type { SesEventResult } from '../../shared/ses-events/result.ts';

/** The promised shapes, written down a second time: nothing missing, nothing of another type, nothing more. */

const text = z.string();
const texts = z.array(text);
const time = z.int();
const lists = z.record(text, texts);
const recipient = z.strictObject({
  emailAddress: text,
  action: text.exactOptional(),
  status: text.exactOptional(),
  diagnosticCode: text.exactOptional(),
});
const topics = z.array(z.strictObject({ topicName: text, subscriptionStatus: text }));
const preferences = z.strictObject({
  unsubscribeAll: z.boolean(),
  topicSubscriptionStatus: topics,
  topicDefaultSubscriptionStatus: topics,
});
const open = z.strictObject({
  timestamp: time,
  ipAddress: text.exactOptional(),
  userAgent: text.exactOptional(),
});
const about = {
  family: z.enum(['event', 'notification']),
  mail: z.strictObject({
    messageId: text,
    timestamp: time,
    source: text,
    sourceArn: text.exactOptional(),
    sourceIp: text.exactOptional(),
    callerIdentity: text.exactOptional(),
    sendingAccountId: text.exactOptional(),
    destination: texts,
    tags: lists,
    headers: z.array(z.strictObject({ name: text, value: text })),
    headersTruncated: z.boolean(),
    commonHeaders: z
      .strictObject({
        from: texts,
        to: texts,
        cc: texts,
        replyTo: texts,
        date: text.exactOptional(),
        messageId: text.exactOptional(),
        subject: text.exactOptional(),
      })
      .exactOptional(),
  }),
};
const of = <Type extends string, Payload extends z.ZodRawShape>(type: Type, payload: Payload) =>
  z.strictObject({ type: z.literal(type), ...about, ...payload });

const EVENT = z.discriminatedUnion('type', [
  of('Send', {}),
  of('Delivery', {
    delivery: z.strictObject({
      timestamp: time,
      processingTimeMillis: z.number().exactOptional(),
      recipients: texts,
      smtpResponse: text.exactOptional(),
      reportingMTA: text.exactOptional(),
      remoteMtaIp: text.exactOptional(),
    }),
  }),
  of('Bounce', {
    bounce: z.strictObject({
      bounceType: text,
      bounceSubType: text,
      bouncedRecipients: z.array(recipient),
      timestamp: time,
      feedbackId: text.exactOptional(),
      reportingMTA: text.exactOptional(),
      remoteMtaIp: text.exactOptional(),
    }),
  }),
  of('Complaint', {
    complaint: z.strictObject({
      complainedRecipients: z.array(z.strictObject({ emailAddress: text })),
      timestamp: time,
      feedbackId: text.exactOptional(),
      complaintSubType: text.exactOptional(),
      userAgent: text.exactOptional(),
      complaintFeedbackType: text.exactOptional(),
      arrivalDate: time.exactOptional(),
    }),
  }),
  of('Reject', { reject: z.strictObject({ reason: text.exactOptional() }) }),
  of('RenderingFailure', {
    failure: z.strictObject({ templateName: text.exactOptional(), errorMessage: text.exactOptional() }),
  }),
  of('DeliveryDelay', {
    deliveryDelay: z.strictObject({
      delayType: text,
      delayedRecipients: z.array(recipient),
      timestamp: time,
      expirationTime: time.exactOptional(),
      reportingMTA: text.exactOptional(),
    }),
  }),
  of('Open', { open }),
  of('Click', { click: open.extend({ link: text.exactOptional(), linkTags: lists.exactOptional() }) }),
  of('Subscription', {
    subscription: z.strictObject({
      timestamp: time,
      contactList: text.exactOptional(),
      source: text.exactOptional(),
      newTopicPreferences: preferences.exactOptional(),
      oldTopicPreferences: preferences.exactOptional(),
    }),
  }),
  of('Unknown', { name: z.string().regex(/^[A-Za-z][A-Za-z0-9 _-]{0,63}$/) }),
]);

const RESULT: z.ZodType<SesEventResult> = z.union([
  z.strictObject({ ok: z.literal(true), event: EVENT }),
  z.strictObject({
    ok: z.literal(false),
    kind: z.enum(['validation', 'unreadable']),
    reason: z.string().regex(/^[\w .,;:'-]{1,100}$/),
  }),
]);

/** What is wrong with an answer; empty when it is one of the promised shapes. */
export const faultsOf = (result: SesEventResult) => RESULT.safeParse(result).error?.issues ?? [];
