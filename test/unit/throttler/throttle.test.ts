import { describe, expect, it } from 'vitest';
import { LARGEST_BODY_BYTES } from '../../../shared/limits/sqs.ts';
import { LANES } from '../../../shared/message/envelope.ts';
import { accountKey, dnsKey } from '../../../shared/quota/key.ts';
import { MOST_HOPS } from '../../../shared/throttler/triage.ts';
import { HOUR, MINUTE, SECOND } from '../../../shared/time/units.ts';
import { createStage, keyOf, message, NOW, record, records } from './support/stage.ts';

const CONTENT = { simple: { subject: 'Hello', text: 'Hello.' } };

/** A valid message of exactly this many bytes. */
function messageOf(bytes: number, id: string): string {
  const empty = message('swift', id, { content: { simple: { subject: 's', text: '' } } });
  return message('swift', id, {
    content: { simple: { subject: 's', text: 'x'.repeat(bytes - empty.length) } },
  });
}

/** Input that can be no mail; `id` where one can be read. */
const BAD: readonly { readonly what: string; readonly body: string; readonly id?: string }[] = [
  { what: 'text that is no JSON', body: 'Dear Sir' },
  { what: 'an empty body', body: '' },
  { what: 'a cut-off object', body: message('swift', 'cut').slice(0, -3) },
  { what: 'a list', body: '[]' },
  { what: 'null', body: 'null' },
  {
    what: 'an id of the wrong type',
    body: JSON.stringify({ v: 1, id: 7, to: 'x@swift.test', content: CONTENT }),
  },
  { what: 'a recipient of the wrong type', body: message('swift', 'to-number', { to: 7 }), id: 'to-number' },
  {
    what: 'a list of recipients',
    body: message('swift', 'to-list', { to: ['x@swift.test'] }),
    id: 'to-list',
  },
  { what: 'an unknown pool', body: message('swift', 'no-pool', { pool: 'nowhere' }), id: 'no-pool' },
  { what: 'an empty domain', body: message('swift', 'no-domain', { to: 'x@' }), id: 'no-domain' },
  {
    what: 'a control character',
    body: message('swift', 'control', { to: 'x\u0007@swift.test' }),
    id: 'control',
  },
  {
    what: 'CR and LF in a header',
    body: message('swift', 'crlf', { headers: { 'X-A': 'a\r\nBcc: y@z.test' } }),
    id: 'crlf',
  },
  {
    what: 'half a surrogate pair',
    body: message('swift', 'half', { metadata: { a: '\ud800' } }),
    id: 'half',
  },
  { what: 'a body one byte over the limit', body: messageOf(LARGEST_BODY_BYTES + 1, 'large'), id: 'large' },
];

const GOOD: Readonly<Record<string, string>> = {
  plain: message('swift', 'plain'),
  quoted: message('swift', 'quoted', { to: '"john doe"@swift.test' }),
  idn: message('swift', 'idn', { to: 'x@bücher.test' }),
  'non-character': message('swift', 'non-character', {
    content: { simple: { subject: 's', text: '\uffff' } },
  }),
  largest: messageOf(LARGEST_BODY_BYTES, 'largest'),
};

describe('a batch in which good mail and bad input stand side by side', () => {
  const mixed = () =>
    [
      ...BAD.map(({ what, body }) => record(body, { recordId: what })),
      ...Object.entries(GOOD).map(([id, body]) => record(body, { recordId: id })),
    ].sort((one, other) => (one.body.length % 7) - (other.body.length % 7));

  it('lets the good mail leave, with the very bodies that came in', async () => {
    const { throttle, sent } = createStage();
    expect(await throttle(mixed())).toEqual(new Set());
    expect(sent.map(({ body }) => body).sort()).toEqual(Object.values(GOOD).sort());
  });

  it.each(BAD)(
    'puts $what into the rejected queue, and tells upstream where it can',
    async ({ body, id }) => {
      const { throttle, rejected, events } = createStage();
      await throttle(mixed());
      expect(rejected.filter((entry) => entry.body === body)).toHaveLength(1);
      expect(events.filter((event) => event.id === id).map(({ kind }) => kind)).toEqual(
        id ? ['invalid'] : [],
      );
    },
  );

  it('has only that input come back which the rejected queue did not take', async () => {
    const { throttle, events, sent } = createStage();
    const send = async () => new Set([1]);
    const batch = [
      record('{', { recordId: 'a' }),
      record(message('swift', 'b', { to: 7 }), { recordId: 'b' }),
      ...records('swift', 1),
    ];
    expect(await throttle(batch, { rejected: { send } })).toEqual(new Set(['b']));
    expect(events).toEqual([]);
    expect(sent).toHaveLength(1);
  });
});

describe('a batch', () => {
  it('ends mail that has expired, and the others leave', async () => {
    const { throttle, events, sentIds } = createStage();
    const expiresAt = new Date(NOW).toISOString();
    await throttle([record(message('swift', 'late', { expiresAt })), ...records('swift', 2)]);
    expect(events.map(({ id, kind }) => [id, kind])).toEqual([['late', 'expired']]);
    expect(sentIds()).toEqual(['swift-0', 'swift-1']);
  });

  it('answers a second, bad content under the id of an ended mail with `duplicate`', async () => {
    const { throttle, events } = createStage();
    const expiresAt = new Date(NOW).toISOString();
    await throttle([record(message('swift', 'twice', { expiresAt }))]);
    await throttle([record(message('swift', 'twice', { to: 7 }))]);
    expect(events.map(({ kind }) => kind)).toEqual(['expired', 'duplicate']);
  });

  it('ends one of two bad contents that come under one id at the same time, whichever that is', async () => {
    const { throttle, events } = createStage();
    await throttle([
      record(message('swift', 'twice', { to: 7 })),
      record(message('swift', 'twice', { to: 8 })),
    ]);
    expect(events.map(({ kind }) => kind).sort()).toEqual(['duplicate', 'invalid']);
  });

  it('has exactly those mails come back that DeliveryQueue did not take', async () => {
    const { throttle } = createStage();
    const send = async () => new Set([0, 2]);
    expect(await throttle(records('swift', 4), { deliveryQueue: { send } })).toEqual(
      new Set(['swift-0', 'swift-2']),
    );
  });

  it('parks and ends the others when DeliveryQueue fails as a whole', async () => {
    const { throttle, ports, events, warnings } = createStage();
    const send = () => Promise.reject(new Error('no SQS'));
    const expired = record(message('swift', 'old', { expiresAt: new Date(NOW).toISOString() }), {
      recordId: 'old',
    });
    const failed = await throttle([...records('swift', 1), ...records('hourly', 3), expired], {
      deliveryQueue: { send },
    });
    expect(failed).toEqual(new Set(['swift-0', 'hourly-0']));
    expect(await ports.backlog.waiting(keyOf('hourly'))).toBe(2);
    expect(events).toHaveLength(1);
    expect(warnings).toContain('mails not dispatched');
  });

  it('has the ended mails come back when their outcome cannot be published, and no other', async () => {
    const { throttle, sent } = createStage();
    const publish = () => Promise.reject(new Error('no SNS'));
    const expired = record(message('swift', 'old', { expiresAt: new Date(NOW).toISOString() }), {
      recordId: 'old',
    });
    expect(await throttle([expired, ...records('swift', 2)], { outcomes: { publish } })).toEqual(
      new Set(['old']),
    );
    expect(sent).toHaveLength(2);
  });

  it('tells the stored outcome when such a mail comes back', async () => {
    const { throttle, events, time } = createStage();
    const expired = record(message('swift', 'old', { expiresAt: new Date(NOW).toISOString() }), {
      recordId: 'old',
    });
    const publish = async (told: readonly { eventId: string }[]) =>
      new Set(told.map(({ eventId }) => eventId));
    expect(await throttle([expired], { outcomes: { publish } })).toEqual(new Set(['old']));
    time.now += HOUR;
    expect(await throttle([expired])).toEqual(new Set());
    expect(events).toMatchObject([{ kind: 'expired', at: new Date(NOW).toISOString() }]);
  });

  it.each(['pages', 'backlog', 'wakeUps'] as const)(
    'has mail come back that could not be parked: %s',
    async (port) => {
      const { throttle, ports, sent, warnings } = createStage();
      const broken = () => Promise.reject(new Error('down'));
      const failed = await throttle([...records('swift', 1), ...records('hourly', 3)], {
        [port]: { ...ports[port], put: broken, send: broken },
      });
      expect(failed).toEqual(new Set(['hourly-1', 'hourly-2']));
      expect(sent).toHaveLength(2);
      expect(warnings).toContain('mails not parked');
    },
  );

  it('hands the throttling over to the next try when nothing can be read', async () => {
    const { throttle } = createStage();
    const load = () => Promise.reject(new Error('no DynamoDB'));
    await expect(throttle(records('swift', 1), { control: { load } })).rejects.toThrow('no DynamoDB');
  });

  it('parks mail whose domain cannot be looked up in time, and the others leave', async () => {
    const { throttle, ports, sentIds } = createStage();
    const lookUp = (domain: string) =>
      domain === 'slow.test'
        ? new Promise<never>(() => {})
        : Promise.resolve({ kind: 'found' as const, host: `mx.${domain}` });
    await throttle([...records('slow', 1), ...records('swift', 1)], { directory: { lookUp } });
    expect(sentIds()).toEqual(['swift-0']);
    expect(await ports.backlog.waiting(dnsKey('slow.test'))).toBe(1);
  });

  it('parks fresh mail behind a backlog, and lets priority mail take the next slot', async () => {
    const { throttle, sentIds, ports } = createStage();
    await throttle(records('hourly', 3));
    expect(sentIds()).toEqual(['hourly-0']);
    const later = { ...createStage().time, now: NOW + 2 * MINUTE };
    const clock = { ...ports.clock, now: () => later.now };
    await throttle([record(message('hourly', 'fresh'))], { clock });
    await throttle(
      [record(message('hourly', 'reset', { stream: 'transactional' }), { lane: LANES.priority })],
      { clock },
    );
    expect(sentIds()).toEqual(['hourly-0', 'reset']);
  });

  it('lets a mail rest that was returned too often, and starts its count anew', async () => {
    const { throttle, pump, sent, time, warnings } = createStage();
    const envelope = {
      v: 1,
      firstSeen: NOW,
      expiresAt: NOW + HOUR,
      lane: LANES.returned,
      hops: MOST_HOPS + 1,
    } as const;
    await throttle([record(message('swift', 'm'), { envelope, lane: LANES.priority })]);
    expect(sent).toEqual([]);
    expect(warnings).toContain('mail returned too often');
    time.now += 15 * MINUTE + SECOND;
    await pump(keyOf('swift'));
    expect(sent).toMatchObject([{ envelope: { hops: 0, lane: LANES.returned } }]);
  });

  it('does not rest a mail that was returned just as often as is allowed', async () => {
    const { throttle, sent } = createStage();
    const envelope = {
      v: 1,
      firstSeen: NOW,
      expiresAt: NOW + HOUR,
      lane: LANES.returned,
      hops: MOST_HOPS,
    } as const;
    await throttle([record(message('swift', 'm'), { envelope, lane: LANES.priority })]);
    expect(sent).toHaveLength(1);
  });

  it('asks the account for no slots for mail whose keys have none', async () => {
    const { throttle, itemOf } = createStage();
    await throttle(records('hourly', 50));
    const { nextSlot } = await itemOf(accountKey('all'));
    await throttle(records('hourly', 50));
    expect((await itemOf(accountKey('all'))).nextSlot).toBe(nextSlot);
  });
});
