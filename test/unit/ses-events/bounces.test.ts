import { describe, expect, it } from 'vitest';
import { parseSesEvent } from '../../../shared/ses-events/parse-ses-event.ts';
import type { SesEventOf } from '../../../shared/ses-events/types.ts';
import { sesFixture, sesFixtureNames } from '../../support/ses-fixtures.ts';

const JANE = 'jane@example.com';
const failed = (status: string, words: string) => ({
  emailAddress: JANE,
  action: 'failed',
  status,
  diagnosticCode: `smtp; ${words}`,
});
const NO_SUCH_USER = failed('5.1.1', '550 5.1.1 no such user here');

/** Type, subtype and recipients of each fixture that is a bounce. */
const BOUNCES: Readonly<Record<string, readonly [type: string, subtype: string, ...recipients: object[]]>> = {
  'bounce-after-delivery': [
    'Permanent',
    'General',
    failed('5.2.1', '550 5.2.1 the mailbox is not in use any more'),
  ],
  'bounce-forwarded': ['Permanent', 'General', { ...NO_SUCH_USER, emailAddress: 'Jane.Old@example.com' }],
  'bounce-headers-not-truncated-text': ['Permanent', 'NoEmail', NO_SUCH_USER],
  'bounce-headers-truncated-boolean': ['Permanent', 'NoEmail', NO_SUCH_USER],
  'bounce-headers-truncated-text': ['Permanent', 'NoEmail', NO_SUCH_USER],
  'bounce-lone-recipient': ['Permanent', 'NoEmail', NO_SUCH_USER],
  'bounce-optional-fields-missing': ['Permanent', 'General', { emailAddress: JANE }],
  'bounce-out-of-office-transient': [
    'Transient',
    'General',
    failed('5.0.0', '250 I am out of the office until Monday'),
  ],
  'bounce-out-of-office-undetermined': ['Undetermined', 'Undetermined', { emailAddress: JANE }],
  'bounce-permanent-email-validation-suppressed': [
    'Permanent',
    'EmailValidationSuppressed',
    { emailAddress: JANE },
  ],
  'bounce-permanent-general': [
    'Permanent',
    'General',
    failed('5.3.0', '550 5.3.0 mail for this address cannot be taken'),
  ],
  'bounce-permanent-no-email': ['Permanent', 'NoEmail', NO_SUCH_USER],
  'bounce-permanent-on-account-suppression-list': [
    'Permanent',
    'OnAccountSuppressionList',
    expect.objectContaining({ emailAddress: JANE, action: 'failed', status: '5.1.1' }),
  ],
  'bounce-permanent-on-tenant-suppression-list': [
    'Permanent',
    'OnTenantSuppressionList',
    { emailAddress: JANE, action: 'failed', status: '5.1.1' },
  ],
  'bounce-permanent-suppressed': [
    'Permanent',
    'Suppressed',
    expect.objectContaining({ emailAddress: JANE, action: 'failed', status: '5.1.1' }),
  ],
  'bounce-permanent-unsubscribed-recipient': ['Permanent', 'UnsubscribedRecipient', { emailAddress: JANE }],
  'bounce-several-recipients': [
    'Permanent',
    'General',
    failed('5.1.1', '550 user unknown'),
    { emailAddress: 'richard@example.com', action: 'delayed', status: '4.0.0' },
    {
      emailAddress: 'mary@example.com',
      action: 'failed',
      status: '5.0.0',
      diagnosticCode: 'X-Local; unknown user',
    },
  ],
  'bounce-transient-attachment-rejected': [
    'Transient',
    'AttachmentRejected',
    failed('5.7.1', '552 5.7.1 attachments of this kind are not taken'),
  ],
  'bounce-transient-content-rejected': [
    'Transient',
    'ContentRejected',
    failed('5.7.1', '554 5.7.1 the content looks like spam'),
  ],
  'bounce-transient-custom-timeout-exceeded': [
    'Transient',
    'CustomTimeoutExceeded',
    failed('4.4.7', '451 4.4.7 the maximum delivery time is over'),
  ],
  'bounce-transient-general': ['Transient', 'General', failed('4.0.0', '451 temporary local problem')],
  'bounce-transient-general-that-is-permanent': [
    'Transient',
    'General',
    failed('5.3.0', '550 5.3.0 this mailbox does not exist'),
  ],
  'bounce-transient-mailbox-full': [
    'Transient',
    'MailboxFull',
    failed('4.2.2', '452 4.2.2 the mailbox is over its quota'),
  ],
  'bounce-transient-message-too-large': [
    'Transient',
    'MessageTooLarge',
    failed('5.3.4', '552 5.3.4 message exceeds the fixed size limit'),
  ],
  'bounce-undetermined': ['Undetermined', 'Undetermined', { emailAddress: JANE }],
  'bounce-unknown-subtype': ['Permanent', 'OfTomorrow', failed('5.9.9', '550 5.9.9 something new')],
  'bounce-unknown-type': ['Provisional', 'OfTomorrow', { emailAddress: JANE }],
  'bounce-without-dsn': [
    'Permanent',
    'General',
    { emailAddress: JANE },
    { emailAddress: 'richard@example.com' },
  ],
  'enveloped-bounce': ['Permanent', 'NoEmail', NO_SUCH_USER],
  'enveloped-notification': ['Permanent', 'General', { emailAddress: JANE }],
  'eventbridge-bounce': ['Permanent', 'NoEmail', NO_SUCH_USER],
  'eventbridge-in-sns-bounce': ['Permanent', 'NoEmail', NO_SUCH_USER],
  'notification-bounce': ['Permanent', 'General', NO_SUCH_USER],
  'notification-bounce-without-headers': [
    'Transient',
    'MailboxFull',
    failed('4.2.2', '452 4.2.2 the mailbox is over its quota'),
  ],
  'payload-time-broken': ['Permanent', 'NoEmail', NO_SUCH_USER],
};

/** The other fixtures are in events.test.ts. */
const IS_BOUNCE = /bounce(?!-without-payload)|payload-time|enveloped-notification/;

function parseBounce(body: string): SesEventOf<'Bounce'> {
  const result = parseSesEvent(body);
  if (!result.ok || result.event.type !== 'Bounce') throw new Error(`no bounce: ${JSON.stringify(result)}`);
  return result.event;
}

const bounceOf = (name: string) => parseBounce(sesFixture(name));

/** The fixture with another bounce object. */
const changed = (name: string, change: object) => {
  const json = JSON.parse(sesFixture(name));
  return parseBounce(JSON.stringify({ ...json, bounce: { ...json.bounce, ...change } }));
};

describe('a bounce', () => {
  it('has an expectation for each fixture', () => {
    expect(Object.keys(BOUNCES)).toEqual(sesFixtureNames().filter((name) => IS_BOUNCE.test(name)));
  });

  it.each(Object.entries(BOUNCES))('is read with its type, subtype and recipients: %s', (name, expected) => {
    const [bounceType, bounceSubType, ...bouncedRecipients] = expected;
    const { bounce, family } = bounceOf(name);
    expect(family).toBe(name.includes('notification') ? 'notification' : 'event');
    expect(bounce).toMatchObject({ bounceType, bounceSubType });
    expect(bounce.bouncedRecipients).toEqual(bouncedRecipients);
  });

  it('tells when the provider spoke, who reported and the id of the feedback', () => {
    expect(bounceOf('notification-bounce').bounce).toMatchObject({
      timestamp: Date.UTC(2026, 2, 2, 8, 0, 4, 731),
      feedbackId: expect.stringMatching(/^010001f0a1b2d400-/),
      reportingMTA: 'dns; b1-2.smtp-out.eu-west-1.amazonses.com',
      remoteMtaIp: '203.0.113.25',
    });
  });

  it('of a notification set to come without headers has none, and its mail its time', () => {
    const { headers, timestamp } = bounceOf('notification-bounce-without-headers').mail;
    expect({ headers, timestamp }).toEqual({ headers: [], timestamp: Date.UTC(2018, 9, 8, 14, 5, 45) });
  });

  it('of the mail that was delivered before bears the same ids', () => {
    const delivery = parseSesEvent(sesFixture('delivery'));
    const { mail } = bounceOf('bounce-after-delivery');
    expect(delivery).toMatchObject({
      event: { type: 'Delivery', mail: { messageId: mail.messageId, timestamp: mail.timestamp } },
    });
  });

  it('leaves out what SES left out', () => {
    const { bounce, mail } = bounceOf('bounce-optional-fields-missing');
    expect(Object.keys(bounce)).toEqual([
      'bounceType',
      'bounceSubType',
      'bouncedRecipients',
      'timestamp',
      'feedbackId',
    ]);
    expect(mail).not.toHaveProperty('commonHeaders');
    expect(mail).toMatchObject({ tags: {}, headers: [], headersTruncated: false });
  });

  it.each(['yesterday', '', '2026-13-45T00:00:00Z', 7, null, undefined])(
    "takes the mail's time where its own is none: %j",
    (timestamp) => {
      const { bounce, mail } = changed('bounce-permanent-no-email', { timestamp });
      expect(bounce.timestamp).toBe(mail.timestamp);
    },
  );

  it.each([7, null, undefined, {}, ['General']])('of no type is Undetermined: %j', (word) => {
    const { bounce } = changed('bounce-permanent-no-email', { bounceType: word, bounceSubType: word });
    expect(bounce).toMatchObject({ bounceType: 'Undetermined', bounceSubType: 'Undetermined' });
  });

  it.each([
    { what: 'nobody', bouncedRecipients: undefined, read: [] },
    { what: 'an empty list', bouncedRecipients: [], read: [] },
    { what: 'a lone address', bouncedRecipients: JANE, read: [{ emailAddress: JANE }] },
    { what: 'addresses alone', bouncedRecipients: [JANE], read: [{ emailAddress: JANE }] },
    { what: 'recipients without address', bouncedRecipients: [{ status: '5.1.1' }, null, 7, []], read: [] },
    {
      what: 'fields that are no text',
      bouncedRecipients: [{ emailAddress: JANE, status: 5, action: null, diagnosticCode: ['x'] }],
      read: [{ emailAddress: JANE }],
    },
  ])('may name $what', ({ bouncedRecipients, read }) => {
    expect(changed('bounce-permanent-no-email', { bouncedRecipients }).bounce.bouncedRecipients).toEqual(
      read,
    );
  });
});
