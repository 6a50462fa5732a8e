import { describe, expect, it } from 'vitest';
import { DAY, MINUTE } from '../../../shared/time/units.ts';
import { AT, bounceOf, createBench, eventOf, ID, KEY, NOW, TO } from './support/bench.ts';

const iso = (at: number) => new Date(at).toISOString();
const complaintOf = (more: object = {}) =>
  eventOf('Complaint', {
    complaint: {
      complainedRecipients: [{ emailAddress: TO }],
      timestamp: iso(AT + MINUTE),
      feedbackId: 'fb-2',
      complaintSubType: null,
      complaintFeedbackType: 'abuse',
      ...more,
    },
  });
const deliveryOf = (mail: object = {}) =>
  eventOf(
    'Delivery',
    { delivery: { timestamp: iso(AT + MINUTE), recipients: [TO], smtpResponse: '250 2.0.0 OK' } },
    mail,
  );

describe('a bounce', () => {
  it('is judged, told with the words as they came, and quarantines an unknown user at once', async () => {
    const { events, standing, addresses, run } = createBench();

    expect(await run(bounceOf('smtp; 550 5.1.1 User unknown'))).toEqual([]);

    expect(events).toMatchObject([
      {
        kind: 'bounced',
        id: ID,
        at: iso(AT + MINUTE),
        type: 'hard',
        reason: 'userUnknown',
        blame: 'mailbox',
        bounceRule: 'unknown',
        ruleSet: 'now',
        reply: '550 5.1.1 User unknown',
        quarantine: { step: 'quarantined' },
      },
    ]);
    expect(standing()?.quarantine).toMatchObject({ since: AT + MINUTE, reason: 'userUnknown' });
    expect(addresses.said).toMatchObject([
      { key: KEY, mailId: ID, kind: 'bounced', reason: 'userUnknown', bounceRule: 'unknown', ruleSet: 'now' },
    ]);
  });

  it('that comes twice counts once and has one event id', async () => {
    const { events, standing, addresses, run } = createBench();
    const bounce = bounceOf('smtp; 552 5.2.2 mailbox full');

    await run(bounce);
    await run(bounce, bounce);

    expect(standing()?.counts).toEqual({ mailboxFull: [AT + MINUTE] });
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(1);
    expect(events.map(({ quarantine }) => quarantine)).toEqual(
      Array(3).fill({ step: 'counted', count: 1, of: 3 }),
    );
    expect(addresses.said).toHaveLength(1);
  });

  it('with unknown words is soft and unreachable, and the address does not suffer for it', async () => {
    const { events, standing, run } = createBench();

    await run(bounceOf('smtp; 550 computer says no'));

    expect(events).toMatchObject([{ kind: 'bounced', type: 'soft', reason: 'unreachable' }]);
    expect(events[0]).not.toHaveProperty('quarantine');
    expect(standing()?.counts ?? {}).toEqual({});
  });

  it('that is an automatic reply says nothing of the address, and does not hide the bounce that does', async () => {
    const { events, standing, run } = createBench();

    await run(bounceOf('I am out of office'), bounceOf('550 5.1.1 User unknown'));

    expect(events.map(({ type }) => type).sort()).toEqual(['hard', 'ignored']);
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(2);
    expect(standing()?.quarantine?.reason).toBe('userUnknown');
  });

  it('bears a time of the future as that of its arrival', async () => {
    const { events, run } = createBench();
    await run(bounceOf('550 5.1.1 User unknown', { timestamp: iso(NOW + DAY) }));
    expect(events[0]?.at).toBe(iso(NOW));
  });

  it('of an address behind a forwarding counts for the address that was mailed', async () => {
    const { standing, run } = createBench();
    const bouncedRecipients = [
      { emailAddress: 'other@elsewhere.test', diagnosticCode: 'smtp; 550 User unknown' },
    ];
    await run(bounceOf(undefined, { bouncedRecipients }));
    expect(standing()?.quarantine?.reason).toBe('userUnknown');
  });

  it('may follow a delivery of the same mail', async () => {
    const { events, standing, run } = createBench();
    const watched = { tags: { 'mxp-id': [ID], 'mxp-watch': ['1'] } };
    await run(deliveryOf(watched));
    await run(bounceOf('smtp; 552 5.2.2 mailbox full', { timestamp: iso(AT + 5 * MINUTE) }, watched));
    expect(events.map(({ kind }) => kind)).toEqual(['delivered', 'bounced']);
    expect(standing()?.counts).toEqual({ mailboxFull: [AT + 5 * MINUTE] });
  });
});

describe('a reply that nobody knows', () => {
  it('is counted by its text, whoever it names; what is known is not', async () => {
    const { unknownTexts, addresses, run } = createBench();
    const delay = { timestamp: iso(AT + 2 * MINUTE), delayType: 'General' };
    const delayedRecipients = [{ emailAddress: TO, diagnosticCode: 'smtp; 450 joe@x.example is odd' }];

    await run(
      bounceOf('smtp; 450 jane@example.com is odd'),
      eventOf('DeliveryDelay', { deliveryDelay: { ...delay, delayedRecipients } }),
      bounceOf('smtp; 552 mailbox full', { timestamp: iso(AT + 3 * MINUTE) }),
      bounceOf(undefined, { timestamp: iso(AT + 4 * MINUTE) }),
    );

    expect(await unknownTexts.all()).toMatchObject([
      { text: '450 * is odd', mxHost: 'mx.example.com', count: 2 },
    ]);
    expect(addresses.said).toContainEqual(
      expect.objectContaining({ subtype: 'Transient/General', mx: 'mx.example.com', via: 'code' }),
    );
  });

  it('is told all the same when it cannot be counted', async () => {
    const { events, logged, unknownTexts, run } = createBench();
    unknownTexts.count = () => Promise.reject(new Error('throttled'));

    expect(await run(bounceOf('smtp; 450 odd'))).toEqual([]);
    expect(events).toHaveLength(1);
    expect(logged.join()).toContain('unknown texts not counted');
  });

  it('is counted when it is done with, not when it comes back', async () => {
    const { play, unknownTexts, run } = createBench();
    play.mute = true;
    await run(bounceOf('smtp; 450 odd'));
    expect(await unknownTexts.all()).toEqual([]);

    play.mute = false;
    await run(bounceOf('smtp; 450 odd'));
    expect(await unknownTexts.all()).toMatchObject([{ count: 1 }]);
  });
});

describe("SES's own suppression", () => {
  it.each([
    ['Suppressed'],
    ['OnAccountSuppressionList'],
    ['OnTenantSuppressionList'],
    ['EmailValidationSuppressed'],
    ['UnsubscribedRecipient'],
  ])('%s is told as suppressed by SES and counts for nothing', async (bounceSubType) => {
    const { events, standing, run } = createBench();
    await run(bounceOf('550 5.1.1 User unknown', { bounceType: 'Permanent', bounceSubType }));
    expect(events).toMatchObject([{ kind: 'suppressed', by: 'ses', detail: `Permanent/${bounceSubType}` }]);
    expect(standing()).toBeUndefined();
  });

  it('of a complaint too', async () => {
    const { events, standing, run } = createBench();
    await run(complaintOf({ complaintSubType: 'OnAccountSuppressionList' }));
    expect(events).toMatchObject([{ kind: 'suppressed', by: 'ses' }]);
    expect(standing()).toBeUndefined();
  });
});

describe('a complaint', () => {
  it.each([undefined, null, 'abuse'])('of type %s puts the address on the denylist', async (type) => {
    const { events, standing, run } = createBench();
    await run(complaintOf({ complaintFeedbackType: type }));
    expect(events).toMatchObject([{ kind: 'complained', quarantine: { step: 'denylisted' } }]);
    expect(standing()?.denylist).toEqual({ since: AT + MINUTE, streams: 'allButTransactional' });
  });

  it.each(['auth-failure', 'fraud', 'not-spam', 'other', 'virus'])(
    'of type %s is recorded only',
    async (type) => {
      const { events, standing, addresses, run } = createBench();
      await run(complaintOf({ complaintFeedbackType: type }));
      expect(events).toMatchObject([{ kind: 'complained', detail: type }]);
      expect(standing()).toBeUndefined();
      expect(addresses.said).toMatchObject([{ kind: 'complained', reply: type }]);
    },
  );
});

describe('other feedback', () => {
  it('of a delivery is told, and kept of the address only where errors are counted', async () => {
    const { events, standing, addresses, run } = createBench();
    await run(deliveryOf());
    expect(events).toMatchObject([{ kind: 'delivered', reply: '250 2.0.0 OK' }]);
    expect(standing()).toBeUndefined();
    expect(addresses.said).toEqual([]);
    await run(deliveryOf({ tags: { 'mxp-id': [ID], 'mxp-watch': ['1'] } }));
    expect(addresses.records.get(KEY)?.entries).toEqual([{ kind: 'delivered', mail: ID, at: AT + MINUTE }]);
    expect(addresses.said).toMatchObject([{ kind: 'delivered', mailId: ID }]);
  });

  it('that SES took a watched mail is kept of its address, and of no other mail', async () => {
    const { addresses, run } = createBench();
    await run(eventOf('Send', { send: {} }));
    expect(addresses.records.get(KEY)).toBeUndefined();
    await run(eventOf('Send', { send: {} }, { tags: { 'mxp-id': [ID], 'mxp-watch': ['1'] } }));
    expect(addresses.records.get(KEY)?.entries).toEqual([{ kind: 'handedOver', mail: ID, at: AT }]);
  });

  it('of delays is told each time and counts for nothing', async () => {
    const { events, standing, run } = createBench();
    const delay = (minute: number) =>
      eventOf('DeliveryDelay', {
        deliveryDelay: {
          timestamp: iso(AT + minute * MINUTE),
          delayType: 'MailboxFull',
          delayedRecipients: [
            { emailAddress: TO, status: '4.2.2', diagnosticCode: 'smtp; 452 4.2.2 mailbox full' },
          ],
        },
      });
    await run(delay(1), delay(2), delay(2));
    expect(events).toMatchObject(
      Array(3).fill({ kind: 'delayed', reason: 'mailboxFull', detail: 'MailboxFull' }),
    );
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(2);
    expect(standing()).toBeUndefined();
  });

  it('that SES itself found the mail unfit is told as a bounce that blames no address', async () => {
    const reject = createBench();
    await reject.run(eventOf('Reject', { reject: { reason: 'Bad content' } }));
    expect(reject.events).toMatchObject([
      {
        kind: 'bounced',
        type: 'soft',
        reason: 'refused',
        blame: 'sender',
        detail: 'SES rejected it: Bad content',
      },
    ]);
    const failure = createBench();
    await failure.run(
      eventOf('Rendering Failure', { failure: { errorMessage: 'no {{name}}', templateName: 't' } }),
    );
    expect(failure.events).toMatchObject([{ kind: 'bounced', type: 'ignored', detail: 'no {{name}}' }]);
  });
});

describe('feedback that is not about a mail of ours', () => {
  it.each([
    ['is no JSON', '{', /feedback: /],
    ['bears no id', bounceOf('550 User unknown', {}, { tags: {} }), /bears no id/],
    [
      'bears an id that is none',
      bounceOf('550 User unknown', {}, { tags: { 'mxp-id': ['a b'] } }),
      /bears no id/,
    ],
    [
      'names an unknown mail',
      bounceOf('550 User unknown', {}, { tags: { 'mxp-id': ['mail-9'] } }),
      /of this id is known/,
    ],
    [
      'names another recipient',
      bounceOf('550 User unknown', {}, { destination: ['boss@example.com'] }),
      /recipient is not/,
    ],
    [
      'bears another SES id',
      bounceOf('550 User unknown', {}, { messageId: 'ses-9' }),
      /SES message id is not/,
    ],
    ['is of an unknown type', eventOf('Teleported', {}), /unknown type/],
  ])(
    'and %s goes to the rejected queue with its reason, and changes nothing',
    async (_what, body, reason) => {
      const { records, events, rejected, addresses, run } = createBench();
      const before = records.get(ID);

      expect(await run(body)).toEqual([]);

      expect(rejected).toMatchObject([{ body, reason: expect.stringMatching(reason) }]);
      expect(events).toEqual([]);
      expect(records.get(ID)).toEqual(before);
      expect([...addresses.records, ...addresses.said]).toEqual([]);
    },
  );

  it('disturbs nothing around it', async () => {
    const { events, run } = createBench();
    expect(await run('{', bounceOf('550 5.1.1 User unknown'), '')).toEqual([]);
    expect(events).toHaveLength(1);
  });
});

describe('what the bounce function logs', () => {
  it('holds no address', async () => {
    const { logged, run } = createBench();
    await run(
      bounceOf('550 5.1.1 <jane@example.com>: User unknown'),
      bounceOf('550', {}, { destination: ['x@y.test'] }),
      'jane@example.com',
    );
    expect(logged.join('\n')).not.toContain('jane@example.com');
  });
});

describe('a failure of a port', () => {
  it('brings the piece back, and what was done by then is not done twice', async () => {
    const { events, play, standing, run } = createBench();
    const bounce = bounceOf('smtp; 552 5.2.2 mailbox full');
    play.mute = true;
    expect(await run(bounce)).toEqual([0]);
    play.mute = false;
    expect(await run(bounce)).toEqual([]);
    expect(events).toMatchObject([{ quarantine: { step: 'counted', count: 1, of: 3 } }]);
    expect(standing()?.counts).toEqual({ mailboxFull: [AT + MINUTE] });
  });
});
