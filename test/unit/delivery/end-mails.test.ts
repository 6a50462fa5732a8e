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
