import { describe, expect, it } from 'vitest';
import { KNOWN_AFTER } from '../../../shared/control/known-after.ts';
import { doubtful } from '../../../shared/delivery/doubtful.ts';
import { createMemoryDeliveryStore } from '../../../shared/memory/delivery-store.ts';
import type { MailId } from '../../../shared/message/mail.ts';
import type { DeliveryRecord, DeliveryStore } from '../../../shared/ports/delivery-store.ts';
import type { Settings } from '../../../shared/settings/settings.ts';
import { HOUR, MINUTE, SECOND, toEpochSeconds } from '../../../shared/time/units.ts';
import { createSender, DEADLINE, ID, messageOf, NOW, runWith, slotIn } from './support/sender.ts';

const TRANSACTIONAL = { stream: 'transactional' };

const record = (bodyHash: string) => ({
  id: 'a' as MailId,
  bodyHash,
  echo: { stream: 'marketing', pool: 'default' },
  ttl: toEpochSeconds(1),
});

describe('a mail that was sent again after a doubt', () => {
  it.each(['expired', 'cancelled', 'suppressed', 'undeliverable', 'invalid'] as const)(
    'ends in doubt, not as %s: it may have left the first time',
    (kind) => {
      expect(doubtful({ resent: true }, { kind, at: 7 })).toMatchObject({ kind: 'inDoubt', at: 7 });
      expect(doubtful({}, { kind, at: 7 })).toEqual({ kind, at: 7 });
    },
  );
});

describe('a doubt about a mail that was sent again', () => {
  it('is held, not sent a third time', async () => {
    const sender = createSender();
    sender.answer({ kind: 'unknown', text: 'time-out' });
    await sender.run(messageOf({ stream: 'transactional' }, { resent: true }));
    const [doubtful] = sender.again;
    if (!doubtful) throw new Error('no doubt was raised');
    sender.clock.advance(doubtful.delaySeconds * SECOND + MINUTE);
    await sender.run({ recordId: 'r2', body: doubtful.body, envelope: doubtful.envelope });
    expect(sender.returned).toEqual([]);
    expect(sender.records.get(ID)).toMatchObject({ state: 'ended', ending: { kind: 'inDoubt' } });
    expect(sender.doubts.has(ID)).toBe(true);
  });
});

/** A sender that finds the row of a mail that was sent again, as its own first run leaves it but for the changes. */
async function knowing(change: Partial<DeliveryRecord>, settings: Partial<Settings> = {}) {
  const sender = createSender(settings);
  await sender.run(messageOf(TRANSACTIONAL));
  const { ending: _ending, sesId: _sesId, ...record } = sender.records.get(ID) as DeliveryRecord;
  sender.records.set(ID, { ...record, resent: true, ...change });
  sender.events.length = 0;
  sender.handed.length = 0;
  return sender;
}

const PAUSE = { verb: 'pause', scope: { kind: 'all' }, at: NOW, by: 'op' } as const;

describe('a copy that knows nothing of the resend', () => {
  it.each([
    { what: 'that may leave now', change: {}, delaySeconds: 0 },
    { what: 'that is late', change: { slot: slotIn(-MINUTE) }, delaySeconds: 0 },
    { what: 'that drives a doubt', change: { doubtSince: NOW }, delaySeconds: 0 },
    { what: 'that is over', change: { expiresAt: NOW }, delaySeconds: 0 },
    { what: 'that is paused', change: {}, orders: [PAUSE], delaySeconds: KNOWN_AFTER / SECOND },
  ])('$what goes back with the mark', async ({ change, orders = [], delaySeconds }) => {
    const sender = await knowing({ state: 'free' });
    for (const order of orders) await sender.control.putOrder(order);
    expect(await sender.run(messageOf(TRANSACTIONAL, change))).toEqual(new Set());
    expect(sender.handed).toEqual([]);
    expect(sender.returned).toMatchObject([{ delaySeconds, envelope: { lane: 0, hops: 1, resent: true } }]);
    expect(sender.records.get(ID)).toMatchObject({ state: 'free', resent: true });
  });

  it.each([
    { what: 'a message that a crash left', change: {} },
    { what: 'a doubt that drives itself', change: { doubtSince: NOW - MINUTE } },
    { what: 'a late one', change: { slot: slotIn(-MINUTE) } },
  ])('settles the claim that a dead sender left: $what is held', async ({ change }) => {
    const sender = await knowing({ state: 'claimed', until: NOW - MINUTE });
    await sender.run(messageOf(TRANSACTIONAL, change));
    expect(sender.returned).toEqual([]);
    expect(sender.kinds()).toEqual(['inDoubt']);
    expect(sender.records.get(ID)).toMatchObject({ state: 'ended', resent: true });
    expect(sender.doubts.has(ID)).toBe(true);
  });

  it.each([
    { what: 'an earlier hand-over waits for its event anew', since: -6 * SECOND, waits: 900 },
    { what: 'this hand-over has waited since', since: -5 * SECOND, waits: 895 - 60 },
  ])('whose doubt is about $what', async ({ since, waits }) => {
    const sender = await knowing({ state: 'claimed', until: NOW + 30 * SECOND }, { confirmedByEvents: true });
    sender.clock.advance(MINUTE);
    await sender.run(messageOf(TRANSACTIONAL, { slot: slotIn(-HOUR), doubtSince: NOW + since }));
    expect(sender.again).toMatchObject([{ delaySeconds: waits, envelope: { resent: true } }]);
    expect(sender.counted).not.toContain('Doubts');
  });

  it('waits for the claim of a living sender, and bears the mark then', async () => {
    const sender = await knowing({ state: 'claimed', until: DEADLINE });
    await sender.run(messageOf(TRANSACTIONAL, { doubtSince: NOW - MINUTE }));
    expect(sender.again).toMatchObject([{ envelope: { resent: true, doubtSince: NOW - MINUTE } }]);
  });

  it('of other content bears no mark: it never leaves', async () => {
    const sender = await knowing({ state: 'free', bodyHash: 'other' });
    await sender.run(messageOf(TRANSACTIONAL));
    expect(sender.kinds()).toEqual(['duplicate']);
    expect(sender.returned).toEqual([]);
  });
});

describe('a sender that sets a mail free to be sent again', () => {
  it('leaves the mark in the row, should it die before it sends the mail back', async () => {
    const sender = createSender();
    sender.answer({ kind: 'unknown', text: 'time-out' });
    await sender.run(messageOf(TRANSACTIONAL));
    sender.clock.advance(MINUTE);
    const lost = { send: async () => new Set([0]) };
    const message = messageOf(TRANSACTIONAL, { slot: slotIn(MINUTE), doubtSince: NOW });
    expect(await runWith(sender, { priorityQueue: lost })(message)).toEqual(new Set(['r1']));
    expect(sender.records.get(ID)).toMatchObject({ state: 'free', resent: true });
    await sender.run(message);
    expect(sender.returned).toMatchObject([{ envelope: { resent: true } }]);
  });

  it.each(['slowDown', 'late'] as const)('keeps it there when it gives the mail back: %s', async (why) => {
    const sender = await knowing({ state: 'free' });
    if (why === 'slowDown') sender.answer({ kind: 'slowDown', text: 'rate' });
    const claimLate: Partial<DeliveryStore> = {
      putIfFree: async (record) => {
        const put = await sender.ports.delivery.putIfFree(record);
        sender.clock.advance(MINUTE);
        return put;
      },
    };
    const delivery = { ...sender.ports.delivery, ...(why === 'late' ? claimLate : {}) };
    await runWith(sender, { delivery })(messageOf(TRANSACTIONAL, { resent: true }));
    expect(sender.records.get(ID)).toMatchObject({ state: 'free', resent: true });
    expect(sender.returned).toMatchObject([{ envelope: { resent: true } }]);
  });
});

describe('an id that a sender has set free', () => {
  it('stays with its first content', async () => {
    const store = createMemoryDeliveryStore();
    await store.putIfFree({ ...record('first'), state: 'free' });
    expect(await store.putIfFree({ ...record('second'), state: 'claimed', until: 9 })).toMatchObject({
      ok: false,
    });
    expect(await store.putIfFree({ ...record('first'), state: 'claimed', until: 9 })).toEqual({ ok: true });
  });
});
