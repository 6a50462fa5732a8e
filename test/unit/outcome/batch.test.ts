import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MailId } from '../../../shared/message/mail.ts';
import { batchEvents } from '../../../shared/outcome/batch.ts';
import { buildEvent } from '../../../shared/outcome/build.ts';
import type { Echo, Ending, OutcomeEvent } from '../../../shared/outcome/event.ts';
import { outcomeMessageSchema } from '../../../shared/outcome/schema.ts';

const eventOf = (id: string, echo: Partial<Echo> = {}, ending: Partial<Ending> = {}): OutcomeEvent =>
  buildEvent(
    id as MailId,
    { stream: 'marketing', pool: 'shared', ...echo },
    { kind: 'handedOver', at: 0, ...ending },
  );

const many = (count: number, ending: Partial<Ending> = {}) =>
  Array.from({ length: count }, (_, at) => eventOf(`m${at}`, {}, ending));

describe('gathering events into messages', () => {
  it('makes no message of no events', () => {
    expect(batchEvents([])).toEqual([]);
  });

  it('keeps kinds, campaigns and streams apart, for they are what subscriptions filter by', () => {
    const messages = batchEvents([
      eventOf('a', { campaign: 'spring' }),
      eventOf('b', { campaign: 'autumn' }),
      eventOf('c', { campaign: 'spring', stream: 'receipts' }),
      eventOf('d', { campaign: 'spring' }, { kind: 'expired' }),
      eventOf('e'),
      eventOf('f', { campaign: 'spring' }),
    ]);
    expect(
      messages.map(({ attributes, events }) => [attributes, events.map(({ id }) => id).join('')]),
    ).toEqual([
      [{ type: 'handedOver', campaign: 'spring', stream: 'marketing' }, 'af'],
      [{ type: 'handedOver', campaign: 'autumn', stream: 'marketing' }, 'b'],
      [{ type: 'handedOver', campaign: 'spring', stream: 'receipts' }, 'c'],
      [{ type: 'expired', campaign: 'spring', stream: 'marketing' }, 'd'],
      [{ type: 'handedOver', stream: 'marketing' }, 'e'],
    ]);
  });

  it.each([
    [50, [50]],
    [51, [50, 1]],
    [120, [50, 50, 20]],
  ])('puts %i events into messages of %j', (count, sizes) => {
    expect(batchEvents(many(count)).map(({ events }) => events.length)).toEqual(sizes);
  });

  it('stays under 256 KiB with attributes and loses no event, however large they are', () => {
    const bulky = many(100, { reply: '\u0001'.repeat(300), detail: '\uffff'.repeat(300) });
    const fat = bulky.map((event) => ({ ...event, metadata: { note: '\u0001'.repeat(400) } }));
    const messages = batchEvents(fat);
    for (const { body, attributes } of messages)
      expect(Buffer.byteLength(body) + JSON.stringify(attributes).length).toBeLessThan(262_144);
    expect(messages.flatMap(({ events }) => events)).toEqual(fat);
    expect(messages.length).toBeGreaterThan(2);
  });

  it('writes bodies that fit the published schema and hold the events', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('handedOver', 'expired', 'bounced'), { maxLength: 120 }),
        (kinds) => {
          for (const { body, events } of batchEvents(
            kinds.map((kind, at) => eventOf(`m${at}`, {}, { kind })),
          )) {
            const read = JSON.parse(body);
            expect(read).toEqual({ v: 1, events });
            expect(outcomeMessageSchema.safeParse(read).success).toBe(true);
          }
        },
      ),
    );
  });
});
