import { describe, expect, it } from 'vitest';
import { answerTo, endMails } from '../../../shared/delivery/end-mails.ts';
import type { Ending } from '../../../shared/outcome/event.ts';
import type { DeliveryRecord } from '../../../shared/ports/delivery-store.ts';
import { DAY, toEpochSeconds } from '../../../shared/time/units.ts';
import { createSender, ID, NOW } from './support/sender.ts';

const ECHO = { stream: 'marketing', pool: 'default', campaign: 'spring' };
const EXPIRED: Ending = { kind: 'expired', at: NOW };
const ending = (change = {}) => ({
  id: ID,
  bodyHash: 'first',
  echo: ECHO,
  ending: EXPIRED,
  expiresAt: NOW,
  ...change,
});

describe('a mail that is ended', () => {
  it('is written down before upstream hears of it, for 28 days beyond its time', async () => {
    const { endPorts, records, kinds } = createSender();
    expect(await endMails(endPorts, [ending()])).toEqual(new Set());
    expect(records.get(ID)).toMatchObject({ state: 'ended', ttl: toEpochSeconds(NOW + 28 * DAY) });
    expect(kinds()).toEqual(['expired']);
  });

  it('keeps its first ending when a copy ends otherwise', async () => {
    const { endPorts, events } = createSender();
    await endMails(endPorts, [ending()]);
    await endMails(endPorts, [ending({ ending: { kind: 'cancelled', at: NOW + 1 } })]);
    expect(events[1]).toEqual(events[0]);
  });

  it('answers a copy of other content with a duplicate', async () => {
    const { endPorts, kinds } = createSender();
    await endMails(endPorts, [ending()]);
    await endMails(endPorts, [ending({ bodyHash: 'second' })]);
    expect(kinds()).toEqual(['expired', 'duplicate']);
  });

  const known = (change: Partial<DeliveryRecord>): DeliveryRecord => ({
    id: ID,
    state: 'free',
    resent: true,
    bodyHash: 'first',
    echo: ECHO,
    ttl: toEpochSeconds(NOW),
    ...change,
  });

  it.each([true, undefined])(
    'and was sent again ends in doubt, whether the copy knows it: %s',
    async (mark) => {
      const { endPorts, records, doubts, kinds } = createSender();
      records.set(ID, known({}));
      expect(await endMails(endPorts, [ending(mark ? { resent: mark } : {})])).toEqual(new Set());
      expect(kinds()).toEqual(['inDoubt']);
      expect(records.get(ID)).toMatchObject({ state: 'ended', resent: true, ending: { kind: 'inDoubt' } });
      expect(doubts.has(ID)).toBe(true);
    },
  );

  it.each([
    { what: 'of other content', change: { bodyHash: 'other' }, kinds: ['duplicate'] },
    { what: 'that a sender is at', change: { state: 'claimed', until: NOW }, kinds: [] },
  ] as const)('and was sent again is left alone by a copy: $what', async ({ change, kinds }) => {
    const sender = createSender();
    sender.records.set(ID, known(change));
    await endMails(sender.endPorts, [ending()]);
    expect(sender.kinds()).toEqual(kinds);
    expect(sender.records.get(ID)).toEqual(known(change));
    expect(sender.doubts.size).toBe(0);
  });

  it('says nothing of a mail that is being handed over', async () => {
    const record: DeliveryRecord = {
      id: ID,
      state: 'claimed',
      until: NOW,
      bodyHash: 'first',
      echo: ECHO,
      ttl: toEpochSeconds(NOW),
    };
    expect(answerTo(record, { id: ID, bodyHash: 'first', echo: ECHO, at: NOW })).toBeUndefined();
  });

  it('is tried again when it could not be written or told, and no other with it', async () => {
    const sender = createSender();
    const { putIfFree } = sender.ports.delivery;
    const delivery = {
      ...sender.ports.delivery,
      putIfFree: async (record: DeliveryRecord) => {
        if (record.id === 'bad') throw new Error('throttled');
        return putIfFree(record);
      },
    };
    const mails = [ending(), ending({ id: 'bad' }), ending({ id: 'mail-3' })];
    expect(await endMails({ ...sender.endPorts, delivery }, mails)).toEqual(new Set([1]));
    sender.play.mute = true;
    expect(await endMails(sender.endPorts, mails)).toEqual(new Set([0, 1, 2]));
    sender.play.mute = false;
    expect(await endMails(sender.endPorts, mails)).toEqual(new Set());
    expect(sender.records.size).toBe(3);
  });
});
