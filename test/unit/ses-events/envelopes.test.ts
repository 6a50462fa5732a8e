import { describe, expect, it } from 'vitest';
import { parseSesEvent } from '../../../shared/ses-events/parse-ses-event.ts';
import { sesFixture } from '../../support/ses-fixtures.ts';

const sns = (Message: unknown, Type = 'Notification') =>
  JSON.stringify({ Type, MessageId: 'm', TopicArn: 'arn', Message });
const eventBridge = (detail: unknown) =>
  JSON.stringify({ version: '0', 'detail-type': 'Email Bounced', source: 'aws.ses', detail });

const VALIDATION = 'Successfully validated SNS topic for Amazon SES event publishing.';

const WRAPPINGS = [
  { how: 'raw', wrap: (text: string) => text },
  { how: 'with white space and a byte order mark around it', wrap: (text: string) => `\ufeff\n${text}\n ` },
  { how: "in SNS's envelope", wrap: (text: string) => sns(text) },
  { how: "in EventBridge's envelope", wrap: (text: string) => eventBridge(JSON.parse(text)) },
  { how: "in both, SNS's outside", wrap: (text: string) => sns(eventBridge(JSON.parse(text))) },
];

describe.each(WRAPPINGS)('an event of SES $how', ({ wrap }) => {
  it.each(['bounce-several-recipients', 'complaint-abuse', 'delivery', 'notification-bounce'])(
    'is the same event: %s',
    (name) => {
      const raw = sesFixture(name);
      const read = parseSesEvent(wrap(raw));
      expect(read).toMatchObject({ ok: true });
      expect(read).toEqual(parseSesEvent(raw));
    },
  );
});

describe("SES's word that the topic works", () => {
  it.each([
    ['raw', VALIDATION],
    ['raw with a line break', `${VALIDATION}\n`],
    ["in SNS's envelope", sns(VALIDATION)],
    ['of an identity', sesFixture('validation-notification')],
    ["of an identity in SNS's envelope", sns(sesFixture('validation-notification'))],
  ])('is told from what is broken: %s', (_, body) => {
    expect(parseSesEvent(body)).toMatchObject({ ok: false, kind: 'validation' });
  });
});

describe('an envelope', () => {
  it.each([
    ['without its Message', sns(undefined), "the SNS envelope's Message is no text"],
    [
      'with an object for its Message',
      sns(JSON.parse(sesFixture('send'))),
      "the SNS envelope's Message is no text",
    ],
    ['with a broken Message', sns('{'), "the SNS envelope's Message is not JSON"],
    ['with a list for its Message', sns('[]'), "the SNS envelope's Message is no JSON object"],
    ['of another type', sns('{}', 'UnsubscribeConfirmation'), 'neither eventType nor notificationType'],
    ['with text for its detail', eventBridge(sesFixture('send')), 'neither eventType nor notificationType'],
    ['within itself', sns(sns(sesFixture('send'))), 'neither eventType nor notificationType'],
  ])('is unreadable %s', (_, body, reason) => {
    expect(parseSesEvent(body)).toEqual({ ok: false, kind: 'unreadable', reason });
  });
});
