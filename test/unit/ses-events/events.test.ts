import { describe, expect, it } from 'vitest';
import { parseSesEvent } from '../../../shared/ses-events/parse-ses-event.ts';
import { sesFixture, sesFixtureNames } from '../../support/ses-fixtures.ts';

const JANE = 'jane@example.com';
const at = (hours: number, minutes: number, seconds: number, millis = 0) =>
  Date.UTC(2026, 2, 2, hours, minutes, seconds, millis);

const REPORT = {
  complainedRecipients: [{ emailAddress: JANE }],
  timestamp: at(10, 20, 30),
  feedbackId: expect.stringMatching(/^010001f0a1b2e500-/),
};
const ARF = { userAgent: 'Example Feedback Loop (V1.2)', arrivalDate: at(10, 19, 0) };
const complaint = (more: object) => ({ type: 'Complaint', complaint: { ...REPORT, ...more } });

const delay = (delayType: string) => ({
  type: 'DeliveryDelay',
  deliveryDelay: {
    timestamp: at(8, 6, 10, 95),
    delayType,
    expirationTime: at(10, 0, 0, 120),
    reportingMTA: 'b1-2.smtp-out.eu-west-1.amazonses.com',
    delayedRecipients: [
      { emailAddress: JANE, status: '4.4.1', diagnosticCode: 'smtp; 421 4.4.1 try again later' },
    ],
  },
});

const DELIVERY = {
  timestamp: at(8, 0, 1, 413),
  processingTimeMillis: 1293,
  recipients: [JANE],
  smtpResponse: '250 2.0.0 OK, taken as 4bTq1c',
  reportingMTA: 'b1-2.smtp-out.eu-west-1.amazonses.com',
  remoteMtaIp: '203.0.113.25',
};

const OPEN = { timestamp: at(11, 0, 0), ipAddress: '198.51.100.20', userAgent: expect.any(String) };
const CLICK = { ...OPEN, timestamp: at(11, 0, 9, 500), link: 'https://shop.example.com/spring' };

/** What each event says, but for bounces and the mail. */
const EVENTS: Readonly<Record<string, object>> = {
  click: { type: 'Click', click: { ...CLICK, linkTags: { place: ['header', 'top'] } } },
  'click-without-link-tags': { type: 'Click', click: CLICK },
  'complaint-abuse': complaint({ ...ARF, complaintFeedbackType: 'abuse' }),
  'complaint-auth-failure': complaint({ ...ARF, complaintFeedbackType: 'auth-failure' }),
  'complaint-fraud': complaint({ ...ARF, complaintFeedbackType: 'fraud' }),
  'complaint-not-spam': complaint({ ...ARF, complaintFeedbackType: 'not-spam' }),
  'complaint-on-account-suppression-list': complaint({ complaintSubType: 'OnAccountSuppressionList' }),
  'complaint-on-tenant-suppression-list': complaint({ complaintSubType: 'OnTenantSuppressionList' }),
  'complaint-other': complaint({ ...ARF, complaintFeedbackType: 'other' }),
  'complaint-several-suspects': complaint({
    complainedRecipients: [{ emailAddress: JANE }, { emailAddress: 'mary@example.com' }],
    complaintFeedbackType: 'abuse',
  }),
  'complaint-unknown-feedback-type': complaint({ complaintFeedbackType: 'of-tomorrow' }),
  'complaint-virus': complaint({ ...ARF, complaintFeedbackType: 'virus' }),
  'complaint-without-report': complaint({}),
  delivery: { type: 'Delivery', delivery: DELIVERY },
  'delivery-delay-byoip-host-name-lookup-unavailable': delay('BYOIPHostNameLookupUnavailable'),
  'delivery-delay-general': delay('General'),
  'delivery-delay-internal-failure': delay('InternalFailure'),
  'delivery-delay-ip-failure': delay('IPFailure'),
  'delivery-delay-mailbox-full': delay('MailboxFull'),
  'delivery-delay-optional-fields-missing': {
    type: 'DeliveryDelay',
    deliveryDelay: {
      timestamp: at(8, 6, 10, 95),
      delayType: 'OfTomorrow',
      delayedRecipients: [{ emailAddress: JANE }],
    },
  },
  'delivery-delay-recipient-server-error': delay('RecipientServerError'),
  'delivery-delay-sending-deferral': delay('SendingDeferral'),
  'delivery-delay-spam-detected': delay('SpamDetected'),
  'delivery-delay-transient-communication-failure': delay('TransientCommunicationFailure'),
  'delivery-delay-undetermined': delay('Undetermined'),
  'delivery-optional-fields-missing': {
    type: 'Delivery',
    delivery: { timestamp: at(8, 0, 1, 413), recipients: [JANE] },
  },
  'destination-missing': { type: 'Send' },
  'notification-complaint': complaint({ ...ARF, complaintFeedbackType: 'abuse' }),
  'notification-delivery': { type: 'Delivery', delivery: DELIVERY },
  open: { type: 'Open', open: OPEN },
  reject: { type: 'Reject', reject: { reason: 'Bad content' } },
  'rendering-failure': {
    type: 'RenderingFailure',
    failure: {
      templateName: 'order-shipped',
      errorMessage: "Attribute 'name' is not present in the rendering data.",
    },
  },
  send: { type: 'Send' },
  'send-of-template': { type: 'Send' },
  subscription: {
    type: 'Subscription',
    subscription: {
      timestamp: at(11, 5, 0),
      contactList: 'Newsletter',
      source: 'UnsubscribeHeader',
      newTopicPreferences: {
        unsubscribeAll: true,
        topicSubscriptionStatus: [{ topicName: 'Offers', subscriptionStatus: 'OptOut' }],
        topicDefaultSubscriptionStatus: [],
      },
      oldTopicPreferences: {
        unsubscribeAll: false,
        topicSubscriptionStatus: [],
        topicDefaultSubscriptionStatus: [{ topicName: 'Offers', subscriptionStatus: 'OptIn' }],
      },
    },
  },
  'tags-as-text': { type: 'Send' },
  'unknown-event': { type: 'Unknown', name: 'Of Tomorrow' },
};

/** Bodies that hold no event, and why. */
const NO_EVENTS: Readonly<Record<string, readonly [kind: string, reason: string]>> = {
  'bounce-without-payload': ['unreadable', 'Bounce without its bounce object'],
  'eventbridge-sending-status': ['unreadable', 'neither eventType nor notificationType'],
  'mail-missing': ['unreadable', 'no mail object'],
  'mail-time-broken': ['unreadable', 'mail.timestamp is not a time'],
  'subscription-confirmation': ['unreadable', 'neither eventType nor notificationType'],
  'type-missing': ['unreadable', 'neither eventType nor notificationType'],
  'validation-enveloped': ['validation', 'SES has tried the topic of an event destination'],
  'validation-notification': ['validation', 'SES has tried the topic of an identity'],
  'validation-notification-enveloped': ['validation', 'SES has tried the topic of an identity'],
};

/** bounces.test.ts tells of these. */
const IS_BOUNCE = /bounce(?!-without-payload)|payload-time|enveloped-notification/;

describe('an event', () => {
  it('has an expectation for each fixture', () => {
    const rest = sesFixtureNames().filter((name) => !IS_BOUNCE.test(name));
    expect([...Object.keys(EVENTS), ...Object.keys(NO_EVENTS)].sort()).toEqual(rest);
  });

  it.each(Object.entries(EVENTS))('is read whole: %s', (name, content) => {
    const family = name.startsWith('notification') ? 'notification' : 'event';
    expect(parseSesEvent(sesFixture(name))).toEqual({
      ok: true,
      event: { ...content, family, mail: expect.objectContaining({ source: expect.any(String) }) },
    });
  });

  it.each(Object.entries(NO_EVENTS))('is none: %s', (name, [kind, reason]) => {
    expect(parseSesEvent(sesFixture(name))).toEqual({ ok: false, kind, reason });
  });

  it.each(['delivery', 'bounce-undetermined', 'complaint-abuse', 'reject', 'open', 'click', 'subscription'])(
    'without the object of its type is unreadable and says which: %s',
    (name) => {
      const json = JSON.parse(sesFixture(name));
      const key = String(json.eventType).toLowerCase();
      for (const payload of [undefined, null, [], 'x', 7])
        expect(parseSesEvent(JSON.stringify({ ...json, [key]: payload }))).toEqual({
          ok: false,
          kind: 'unreadable',
          reason: `${json.eventType} without its ${key} object`,
        });
    },
  );

  it('Send needs no object of its own, for SES leaves it empty', () => {
    const { send: _, ...json } = JSON.parse(sesFixture('send'));
    expect(parseSesEvent(JSON.stringify(json))).toMatchObject({ ok: true, event: { type: 'Send' } });
  });

  it.each(['1e999', '"1293"', 'null'])(
    'Delivery has no processing time where it is no number: %s',
    (millis) => {
      const body = sesFixture('delivery').replace(/("processingTimeMillis":) \d+/, `$1 ${millis}`);
      const result = parseSesEvent(body);
      expect(result).toMatchObject({ event: { delivery: { recipients: [JANE] } } });
      expect(result).not.toHaveProperty('event.delivery.processingTimeMillis');
    },
  );

  it.each(['Rendering Failure', 'RenderingFailure'])('may be called %s', (eventType) => {
    const json = { ...JSON.parse(sesFixture('rendering-failure')), eventType };
    expect(parseSesEvent(JSON.stringify(json))).toMatchObject({ event: { type: 'RenderingFailure' } });
  });

  it.each(['jane@example.com', '', '7', 'x'.repeat(65), 'Bounce\n', '__proto__'])(
    'whose type is no name is unreadable, and the reason does not repeat it: %j',
    (eventType) => {
      const json = { ...JSON.parse(sesFixture('send')), eventType };
      expect(parseSesEvent(JSON.stringify(json))).toEqual({
        ok: false,
        kind: 'unreadable',
        reason: 'its type is no name',
      });
    },
  );

  it.each(['constructor', 'toString', 'hasOwnProperty', 'valueOf', 'bounce', 'x'.repeat(64)])(
    'of a type that SES does not have is unknown: %s',
    (eventType) => {
      const json = { ...JSON.parse(sesFixture('send')), eventType };
      expect(parseSesEvent(JSON.stringify(json))).toMatchObject({
        event: { type: 'Unknown', name: eventType },
      });
    },
  );
});
