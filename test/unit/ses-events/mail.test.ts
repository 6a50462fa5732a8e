import { describe, expect, it } from 'vitest';
import { parseSesEvent } from '../../../shared/ses-events/parse-ses-event.ts';
import { sesFixture } from '../../support/ses-fixtures.ts';

function mailOf(body: string) {
  const result = parseSesEvent(body);
  if (!result.ok) throw new Error(result.reason);
  return result.event.mail;
}

const changed = (change: object) => {
  const json = JSON.parse(sesFixture('send'));
  return JSON.stringify({ ...json, mail: { ...json.mail, ...change } });
};

const AT = Date.UTC(2018, 9, 8, 14, 5, 45);

describe('the mail of an event', () => {
  it('is read whole', () => {
    expect(mailOf(sesFixture('delivery'))).toEqual({
      messageId: expect.stringMatching(/^010001f0a1b2c3.+-000000$/),
      timestamp: Date.UTC(2026, 2, 2, 8, 0, 0, 120),
      source: 'Example Shop <news@example.com>',
      sourceArn: 'arn:aws:ses:eu-west-1:111122223333:identity/example.com',
      sendingAccountId: '111122223333',
      destination: ['jane@example.com'],
      headersTruncated: false,
      headers: [
        { name: 'From', value: 'Example Shop <news@example.com>' },
        { name: 'To', value: 'jane@example.com' },
        { name: 'Subject', value: 'Spring offers' },
        { name: 'MIME-Version', value: '1.0' },
      ],
      commonHeaders: {
        from: ['Example Shop <news@example.com>'],
        to: ['jane@example.com'],
        cc: [],
        replyTo: [],
        messageId: expect.any(String),
        subject: 'Spring offers',
      },
      tags: {
        'ses:operation': ['SendEmail'],
        'ses:configuration-set': ['shared-2h'],
        'ses:source-ip': ['192.0.2.10'],
        'ses:from-domain': ['example.com'],
        'ses:caller-identity': ['sender'],
        'ses:outgoing-ip': ['198.51.100.7'],
        'mxp-id': [expect.stringMatching(/^mail-\d+$/)],
      },
    });
  });

  it('tells of a notification who called SES, and has no tags', () => {
    expect(mailOf(sesFixture('notification-bounce'))).toMatchObject({
      sourceIp: '192.0.2.10',
      callerIdentity: 'sender',
      tags: {},
    });
  });

  it.each([
    '2018-10-08T14:05:45 +0000',
    '2018-10-08T16:05:45+0200',
    '2018-10-08T16:05:45+02:00',
    '2018-10-08T14:05:45Z',
    '2018-10-08T14:05:45.000Z',
    '2018-10-08T14:05:45.000000000Z',
    '2018-10-08T14:05:45',
  ])('may have its time written as %s', (timestamp) => {
    expect(mailOf(changed({ timestamp })).timestamp).toBe(AT);
  });

  it.each([
    'soon',
    'soon 7',
    '7',
    '',
    '2018-10-08',
    '2018-10-08T14:05:45 UTC',
    '2018-10-08T25:05:45Z',
    AT,
    null,
    [],
  ])('is unreadable where its time is none: %j', (timestamp) => {
    expect(parseSesEvent(changed({ timestamp }))).toMatchObject({
      kind: 'unreadable',
      reason: 'mail.timestamp is not a time',
    });
  });

  it.each([
    ['bounce-headers-truncated-text', true],
    ['bounce-headers-truncated-boolean', true],
    ['bounce-headers-not-truncated-text', false],
    ['bounce-permanent-no-email', false],
  ])('says whether its headers are cut, in text or boolean: %s', (name, truncated) => {
    expect(mailOf(sesFixture(name)).headersTruncated).toBe(truncated);
  });

  it('has lists of tags, also where SES writes text', () => {
    expect(mailOf(sesFixture('tags-as-text')).tags).toMatchObject({ 'ses:operation': ['SendEmail'] });
  });

  it('has tags by any name, and no others than its own', () => {
    const { tags } = mailOf(changed({ tags: JSON.parse('{"__proto__":["a"],"constructor":"b"}') }));
    expect(Object.entries(tags)).toEqual([
      ['__proto__', ['a']],
      ['constructor', ['b']],
    ]);
    expect(mailOf(changed({ tags: {} })).tags['constructor']).toBeUndefined();
  });

  it.each([
    ['missing', undefined, []],
    ['null', null, []],
    ['a lone address', 'jane@example.com', ['jane@example.com']],
    ['mixed', ['jane@example.com', 7, null, {}], ['jane@example.com']],
  ])('has a list of recipients where its destination is %s', (_, destination, read) => {
    expect(mailOf(changed({ destination })).destination).toEqual(read);
  });

  it('keeps headers that have a name and a value, and passes over others', () => {
    const headers = [{ name: 'X-A', value: '1' }, { name: 'X-B' }, { value: '3' }, 'X-D: 4', null];
    expect(mailOf(changed({ headers })).headers).toEqual([{ name: 'X-A', value: '1' }]);
  });

  it('has empty text where SES leaves out what it promises', () => {
    expect(mailOf(changed({ messageId: undefined, source: 7 }))).toMatchObject({ messageId: '', source: '' });
  });
});
