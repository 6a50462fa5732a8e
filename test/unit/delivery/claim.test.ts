import { describe, expect, it } from 'vitest';
import type { DeliveryRecord } from '../../../shared/ports/delivery-store.ts';
import { SECOND } from '../../../shared/time/units.ts';
import { createSender, ID, messageOf, NOW, slotIn } from './support/sender.ts';

/** A sender that knows a record of the mail: as its own first run leaves it, but for the changes. */
async function knowing(change: Partial<DeliveryRecord>) {
  const sender = createSender();
  await sender.run(messageOf());
  const { ending: _ending, sesId: _sesId, ...record } = sender.records.get(ID) as DeliveryRecord;
  sender.records.set(ID, { ...record, ...change });
  sender.events.length = 0;
  sender.handed.length = 0;
  return sender;
}

const LATE = { slot: slotIn(-60_000) };

describe('a mail whose id is known', () => {
  it('hears of its hand-over again, with the same event id, and is not handed over', async () => {
    const sender = createSender();
    await sender.run(messageOf());
    sender.clock.advance(SECOND);
    await sender.run(messageOf());
    expect(sender.handed).toHaveLength(1);
    expect(sender.events).toHaveLength(2);
    expect(sender.events[1]).toEqual(sender.events[0]);
  });

  it('hears of its other ending again', async () => {
    const sender = await knowing({ state: 'ended', ending: { kind: 'cancelled', at: NOW, detail: 'wrong' } });
    await sender.run(messageOf());
    expect(sender.events).toMatchObject([{ kind: 'cancelled', detail: 'wrong' }]);
    expect(sender.handed).toEqual([]);
  });

  it('is handed over when a sender set it free', async () => {
    const sender = await knowing({ state: 'free' });
    await sender.run(messageOf());
    expect(sender.handed).toHaveLength(1);
    expect(sender.state()).toBe('sent');
  });

  it('is left to its visibility while another sender is at it', async () => {
    const sender = await knowing({ state: 'claimed', until: NOW + SECOND });
    expect(await sender.run(messageOf())).toEqual(new Set(['r1']));
    expect([...sender.events, ...sender.returned, ...sender.again, ...sender.handed]).toEqual([]);
  });

  it.each([
    { sinceDeadline: 2_000, kind: undefined },
    { sinceDeadline: 2_001, kind: 'inDoubt' },
  ])('is in doubt $sinceDeadline ms after its claim has run out: $kind', async ({ sinceDeadline, kind }) => {
    const sender = await knowing({ state: 'claimed', until: NOW - sinceDeadline });
    const left = await sender.run(messageOf());
    expect(sender.kinds()).toEqual(kind ? [kind] : []);
    expect(left).toEqual(new Set(kind ? [] : ['r1']));
    expect(sender.handed).toEqual([]);
  });

  it.each(['claimed', 'sent'] as const)('is not replaced by another content while %s', async (state) => {
    const sender = createSender();
    await sender.run(messageOf());
    const first = sender.records.get(ID);
    if (!first) throw new Error('the first run left no record');
    const { ending: _ending, ...claimed } = first;
    if (state === 'claimed') sender.records.set(ID, { ...claimed, state, until: NOW + SECOND });
    const other = messageOf({ content: { simple: { subject: 'Other', text: 'Text' } }, campaign: 'summer' });
    expect(await sender.run(other)).toEqual(new Set());
    expect(sender.events.at(-1)).toMatchObject({ kind: 'duplicate', id: ID, campaign: 'summer' });
    expect(sender.handed).toHaveLength(1);
    expect(sender.records.get(ID)?.bodyHash).toBe(first.bodyHash);
  });

  it('is handed over once when two copies come in one batch', async () => {
    const sender = createSender();
    expect(await sender.run(messageOf(), messageOf({}, {}, 'r2'))).toEqual(new Set(['r2']));
    expect(sender.handed).toHaveLength(1);
    expect(await sender.run(messageOf({}, {}, 'r2'))).toEqual(new Set());
    expect(new Set(sender.events.map(({ eventId }) => eventId)).size).toBe(1);
  });
});

describe('a late mail whose sender crashed', () => {
  it('settles its claim instead of going back, where a throttler could end it in silence', async () => {
    const sender = await knowing({ state: 'claimed', until: NOW - 60 * SECOND });
    await sender.run(messageOf({}, LATE));
    expect(sender.returned).toEqual([]);
    expect(sender.kinds()).toEqual(['inDoubt']);
  });

  it('settles it also when it is paused meanwhile', async () => {
    const sender = await knowing({ state: 'claimed', until: NOW - 60 * SECOND });
    await sender.control.putOrder({ verb: 'pause', scope: { kind: 'all' }, at: NOW, by: 'op' });
    await sender.run(messageOf());
    expect(sender.returned).toEqual([]);
    expect(sender.kinds()).toEqual(['inDoubt']);
  });

  it('tells at once what had been written, without another slot', async () => {
    const sender = await knowing({ state: 'sent', ending: { kind: 'handedOver', at: NOW } });
    await sender.run(messageOf({}, LATE));
    expect(sender.kinds()).toEqual(['handedOver']);
    expect(sender.returned).toEqual([]);
  });

  it('goes back when its id is free', async () => {
    const sender = await knowing({ state: 'free' });
    await sender.run(messageOf({}, LATE));
    expect(sender.returned).toHaveLength(1);
  });
});
