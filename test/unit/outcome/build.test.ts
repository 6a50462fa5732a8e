import { describe, expect, it } from 'vitest';
import type { MailId } from '../../../shared/message/mail.ts';
import { buildEvent } from '../../../shared/outcome/build.ts';
import type { Echo, Ending } from '../../../shared/outcome/event.ts';
import { outcomeEventSchema } from '../../../shared/outcome/schema.ts';

const ID = 'order-4711' as MailId;
const AT = Date.UTC(2026, 10, 23, 12);
const ECHO: Echo = { stream: 'marketing', pool: 'shared' };
const FULL_ECHO: Echo = {
  ...ECHO,
  campaign: 'spring',
  metadata: { customer: '812' },
  rule: 'google',
  mx: 'aspmx.l.google.com',
  key: 'shared|rule|google',
  ruleSet: '2026-11-23.1',
};
const BOUNCE: Ending = {
  kind: 'bounced',
  at: AT,
  type: 'hard',
  reason: 'userUnknown',
  reply: '550 5.1.1',
  detail: 'x',
};

describe('building an event', () => {
  it('says what happened to which mail', () => {
    expect(buildEvent(ID, FULL_ECHO, BOUNCE)).toEqual({
      v: 1,
      eventId: expect.stringMatching(/^[A-Za-z0-9_-]{22}$/),
      id: ID,
      kind: 'bounced',
      at: '2026-11-23T12:00:00.000Z',
      campaign: 'spring',
      stream: 'marketing',
      pool: 'shared',
      metadata: { customer: '812' },
      rule: 'google',
      mx: 'aspmx.l.google.com',
      ruleSet: '2026-11-23.1',
      type: 'hard',
      reason: 'userUnknown',
      reply: '550 5.1.1',
      detail: 'x',
    });
  });

  it.each<[Echo, Ending]>([
    [ECHO, { kind: 'handedOver', at: AT }],
    [FULL_ECHO, BOUNCE],
    [ECHO, { kind: 'suppressed', at: AT, by: 'denylist' }],
    [ECHO, { kind: 'duplicate', at: AT, reply: 'r'.repeat(400), detail: 'd'.repeat(400) }],
  ])('fits the published schema (%#)', (echo, ending) => {
    expect(outcomeEventSchema.safeParse(buildEvent(ID, echo, ending)).error).toBeUndefined();
  });

  it('names a repeat as it named the first, whatever else has changed', () => {
    const first = buildEvent(ID, ECHO, { kind: 'handedOver', at: AT });
    expect(buildEvent(ID, FULL_ECHO, { kind: 'handedOver', at: AT + 1 }).eventId).toBe(first.eventId);
  });

  it('names another kind and another mail otherwise', () => {
    const names = [
      buildEvent(ID, ECHO, { kind: 'handedOver', at: AT }),
      buildEvent(ID, ECHO, { kind: 'delivered', at: AT }),
      buildEvent('order-4712' as MailId, ECHO, { kind: 'handedOver', at: AT }),
    ].map(({ eventId }) => eventId);
    expect(new Set(names).size).toBe(3);
  });

  it.each([
    [300, 300],
    [301, 300],
  ])('keeps of a text of %i characters %i', (given, kept) => {
    const event = buildEvent(ID, ECHO, {
      kind: 'invalid',
      at: AT,
      reply: 'r'.repeat(given),
      detail: 'd'.repeat(given),
    });
    expect([event.reply?.length, event.detail?.length]).toEqual([kept, kept]);
  });
});
