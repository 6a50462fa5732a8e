import { describe, expect, it } from 'vitest';
import { readEvent } from '../../../shared/bounce/read-event.ts';

const AT = Date.UTC(2018, 9, 8, 14, 5, 45);
const MAIL = {
  timestamp: '2018-10-08T14:05:45.000Z',
  messageId: 'ses-1',
  tags: { 'ses:operation': ['SendEmail'], 'mxp-id': ['mail-1'] },
};
const event = (mail: object = {}, more: object = { eventType: 'Send', send: {} }) =>
  JSON.stringify({ ...more, mail: { ...MAIL, ...mail } });
const enveloped = (message: string) =>
  JSON.stringify({ Type: 'Notification', MessageId: 'm', TopicArn: 'arn', Message: message });

const READ = { kind: 'event', type: 'Send', mailId: 'mail-1', sesId: 'ses-1', handedOverAt: AT };
const VALIDATION = 'Successfully validated SNS topic for Amazon SES event publishing.';
const SUBSCRIBED = JSON.stringify({
  notificationType: 'AmazonSnsSubscriptionSucceeded',
  message: 'You have …',
});

describe.each([
  { how: 'raw', wrap: (text: string) => text },
  { how: "in SNS's envelope", wrap: enveloped },
])('an event of SES $how', ({ wrap }) => {
  it('says whose mail it is and when SES took it', () => {
    expect(readEvent(wrap(event()))).toEqual(READ);
  });

  it.each(['2018-10-08T14:05:45 +0000', '2018-10-08T16:05:45+0200', '2018-10-08T14:05:45Z'])(
    'may write its time as %s',
    (timestamp) => {
      expect(readEvent(wrap(event({ timestamp })))).toEqual(READ);
    },
  );

  it.each(['Delivery', 'Bounce', 'Complaint', 'Rendering Failure', 'DeliveryDelay', 'Of Tomorrow'])(
    'is read whatever its type: %s',
    (type) => {
      expect(readEvent(wrap(event({}, { eventType: type })))).toEqual({ ...READ, type });
    },
  );

  it('may be a feedback notification', () => {
    expect(readEvent(wrap(event({}, { notificationType: 'Bounce' })))).toEqual({ ...READ, type: 'Bounce' });
  });

  it.each([
    { what: "SES's word that the topic works", text: VALIDATION },
    { what: 'the same for an identity', text: SUBSCRIBED },
    { what: 'an event of mail that is not ours', text: event({ tags: {} }) },
    { what: 'an event without tags', text: event({ tags: undefined }) },
    { what: 'a tag that is no id', text: event({ tags: { 'mxp-id': ['a b'] } }) },
  ])('is passed over: $what', ({ text }) => {
    expect(readEvent(wrap(text))).toMatchObject({ kind: 'foreign' });
  });

  it.each(['', '{', '[]', 'null', '{"eventType":"Send"}', '{"mail":{}}', event({ timestamp: 'soon' })])(
    'is not readable: %s',
    (text) => {
      expect(readEvent(wrap(text))).toMatchObject({ kind: 'unreadable' });
    },
  );
});
