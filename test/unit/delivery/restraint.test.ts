import { describe, expect, it } from 'vitest';
import type { Order, OrderScope } from '../../../shared/control/order.ts';
import { MINUTE, SECOND } from '../../../shared/time/units.ts';
import { createSender, messageOf, NOW, runWith, type Sender, slotIn } from './support/sender.ts';

const order = (verb: Order['verb'], scope: OrderScope, change: Partial<Order> = {}): Order => ({
  verb,
  scope,
  at: NOW,
  by: 'op',
  ...change,
});

const SCOPES: readonly OrderScope[] = [
  { kind: 'all' },
  { kind: 'campaign', name: 'spring' },
  { kind: 'rule', name: 'everyone-else' },
  { kind: 'pool', name: 'default' },
  { kind: 'stream', name: 'marketing' },
];

/** Runs a mail that is claimed before `meddle` has happened, and only just. */
function meddledAfterClaim(sender: Sender, meddle: () => Promise<void> | void) {
  const { putIfFree } = sender.ports.delivery;
  const delivery = {
    ...sender.ports.delivery,
    putIfFree: async (record: Parameters<typeof putIfFree>[0]) => {
      const put = await putIfFree(record);
      await meddle();
      return put;
    },
  };
  return runWith(sender, { delivery });
}

describe('an order', () => {
  it.each(SCOPES)('to pause $kind $name sends the mail back, without a claim', async (scope) => {
    const sender = createSender();
    await sender.control.putOrder(order('pause', scope));
    await sender.run(messageOf());
    expect(sender.handed).toEqual([]);
    expect(sender.returned).toMatchObject([{ envelope: { lane: 0 } }]);
    expect(sender.records.size).toBe(0);
  });

  it.each(SCOPES)('to cancel $kind $name ends the mail', async (scope) => {
    const sender = createSender();
    await sender.control.putOrder(order('cancel', scope, { why: 'wrong price' }));
    await sender.run(messageOf());
    expect(sender.handed).toEqual([]);
    expect(sender.events).toMatchObject([{ kind: 'cancelled', detail: 'wrong price' }]);
    expect(sender.state()).toBe('ended');
  });

  it('in force only after the claim still stops the mail, and frees it', async () => {
    const sender = createSender();
    const pause = () => sender.control.putOrder(order('pause', { kind: 'all' }));
    await meddledAfterClaim(sender, pause)(messageOf());
    expect(sender.handed).toEqual([]);
    expect(sender.state()).toBe('free');
    expect(sender.returned).toHaveLength(1);
  });

  it('to cancel that comes after the claim ends the mail', async () => {
    const sender = createSender();
    const cancel = () => sender.control.putOrder(order('cancel', { kind: 'all' }));
    await meddledAfterClaim(sender, cancel)(messageOf());
    expect(sender.handed).toEqual([]);
    expect(sender.kinds()).toEqual(['cancelled']);
    expect(sender.state()).toBe('ended');
  });

  it.each([
    { what: 'a pause that has ended', given: order('pause', { kind: 'all' }, { endedAt: NOW }) },
    { what: 'a pause of another campaign', given: order('pause', { kind: 'campaign', name: 'autumn' }) },
    { what: 'a cancel of before the mail came', given: order('cancel', { kind: 'all' }, { at: 0 }) },
  ])('lets the mail through that is $what', async ({ given }) => {
    const sender = createSender();
    await sender.control.putOrder(given);
    await sender.run(messageOf());
    expect(sender.kinds()).toEqual(['handedOver']);
  });
});

describe('an account that may not send', () => {
  it('keeps mail back, to return when every throttler knows', async () => {
    const sender = createSender();
    const limits = { maxSendRate: 1, max24HourSend: -1, sentLast24Hours: 0, readAt: NOW };
    await sender.control.putAccount({ ...limits, sendingEnabled: false });
    await sender.run(messageOf());
    expect(sender.returned).toMatchObject([{ delaySeconds: 25 }]);
    await sender.control.putAccount({ ...limits, sendingEnabled: true });
    await sender.run(messageOf());
    expect(sender.kinds()).toEqual(['handedOver']);
  });
});

describe('a mail that SES has refused with all others', () => {
  it('returns later each time, also when it was claimed and set free before', async () => {
    const sender = createSender();
    sender.answer({
      kind: 'hold',
      scope: { kind: 'account' },
      code: 'SendingPausedException',
      text: 'paused',
    });
    await sender.run(messageOf());
    await sender.run(messageOf());
    expect(sender.handed).toHaveLength(1);
    expect(sender.state()).toBe('free');
    expect(sender.returned).toMatchObject([{ delaySeconds: 25 }, { delaySeconds: 25 }]);
  });
});

describe('a mail past its time', () => {
  it.each([
    { leftMillis: 0, kind: 'expired' },
    { leftMillis: 1, kind: 'handedOver' },
  ])('with $leftMillis ms left is $kind', async ({ leftMillis, kind }) => {
    const sender = createSender();
    await sender.run(messageOf({}, { expiresAt: NOW + leftMillis }));
    expect(sender.kinds()).toEqual([kind]);
  });

  it('ends at once although it is late for its slot as well', async () => {
    const sender = createSender();
    await sender.run(messageOf({}, { expiresAt: NOW, slot: slotIn(-MINUTE) }));
    expect(sender.kinds()).toEqual(['expired']);
    expect(sender.returned).toEqual([]);
  });

  it('is not handed over when it expires while it is claimed', async () => {
    const sender = createSender();
    const wait = () => sender.clock.advance(SECOND);
    await meddledAfterClaim(sender, wait)(messageOf({}, { expiresAt: NOW + SECOND }));
    expect(sender.handed).toEqual([]);
    expect(sender.kinds()).toEqual(['expired']);
  });
});

describe('a crash after the claim', () => {
  it('leaves no mail in doubt when only the orders could not be read', async () => {
    const sender = createSender();
    const load = async () => {
      if (sender.records.size > 0) throw new Error('the table is away');
      return sender.control.load();
    };
    const left = await runWith(sender, { control: { ...sender.control, load } })(messageOf());
    expect(left).toEqual(new Set(['r1']));
    expect(sender.state()).toBe('free');
    expect(sender.handed).toEqual([]);
  });
});
