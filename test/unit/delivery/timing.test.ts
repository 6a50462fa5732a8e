import { describe, expect, it } from 'vitest';
import { SECOND } from '../../../shared/time/units.ts';
import { createSender, ID, messageOf, NOW, runWith, slotIn } from './support/sender.ts';

const withoutSlot = () => {
  const { envelope, ...message } = messageOf();
  const { slot: _none, ...rest } = envelope;
  return { ...message, envelope: rest };
};

const at = (inMillis: number) => messageOf({}, { slot: slotIn(inMillis) });

describe('a mail and its slot', () => {
  it.each([
    { inMillis: 0, slept: [] },
    { inMillis: 5_000, slept: [] },
    { inMillis: 5_001, slept: [1] },
    { inMillis: 10_000, slept: [5_000] },
  ])('leaves $inMillis ms before its slot after a sleep of $slept ms', async ({ inMillis, slept }) => {
    const sender = createSender();
    await sender.run(at(inMillis));
    expect(sender.clock.slept).toEqual(slept);
    expect(sender.kinds()).toEqual(['handedOver']);
  });

  it('goes back to the queue rather than sleep longer than early', async () => {
    const sender = createSender();
    expect(await sender.run(at(10_001))).toEqual(new Set());
    expect(sender.clock.slept).toEqual([]);
    const { body, envelope } = at(10_001);
    expect(sender.again).toEqual([{ body, envelope, delaySeconds: 10 }]);
    expect(sender.records.size).toBe(0);
  });

  it.each([
    { inMillis: -20_000, leaves: true },
    { inMillis: -20_001, leaves: false },
  ])('$inMillis ms from its slot: leaves = $leaves', async ({ inMillis, leaves }) => {
    const sender = createSender();
    await sender.run(at(inMillis));
    expect(sender.handed).toHaveLength(leaves ? 1 : 0);
    expect(sender.returned).toHaveLength(leaves ? 0 : 1);
  });

  it('returns in lane 0 with one hop more and no claim when it is late', async () => {
    const sender = createSender();
    expect(await sender.run(messageOf({}, { slot: slotIn(-60_000), hops: 3 }))).toEqual(new Set());
    expect(sender.returned).toMatchObject([{ envelope: { lane: 0, hops: 4 }, delaySeconds: 0 }]);
    expect(sender.records.size).toBe(0);
    expect(sender.events).toEqual([]);
  });

  it('returns with its claim set free when the claim took too long', async () => {
    const sender = createSender();
    const { putIfFree } = sender.ports.delivery;
    const delivery = {
      ...sender.ports.delivery,
      putIfFree: (record: Parameters<typeof putIfFree>[0]) => {
        sender.clock.advance(1);
        return putIfFree(record);
      },
    };
    await runWith(sender, { delivery })(at(-20_000));
    expect(sender.handed).toEqual([]);
    expect(sender.returned).toHaveLength(1);
    expect(sender.state()).toBe('free');
  });

  it('does not begin a call that the invocation would cut off', async () => {
    const sender = createSender();
    await runWith(sender, {}, NOW + 13 * SECOND - 1)(at(0));
    expect(sender.again).toMatchObject([{ delaySeconds: 0, envelope: { hops: 0 } }]);
    expect(sender.records.size).toBe(0);
    await runWith(sender, {}, NOW + 13 * SECOND)(at(0));
    expect(sender.kinds()).toEqual(['handedOver']);
  });

  it('does not begin it either when the claim ate the time for it', async () => {
    const sender = createSender();
    const load = async () => {
      if (sender.records.size > 0) sender.clock.advance(3_001);
      return sender.control.load();
    };
    await runWith(sender, { control: { ...sender.control, load } }, NOW + 13 * SECOND)(at(0));
    expect(sender.handed).toEqual([]);
    expect(sender.state()).toBe('free');
    expect(sender.returned).toHaveLength(1);
  });

  it('gives the call the time that its slot names', async () => {
    const sender = createSender();
    const limits: number[] = [];
    sender.play.send = async (_order, callMillis) => {
      limits.push(callMillis);
      return { kind: 'accepted', sesId: 's' };
    };
    await sender.run(messageOf({}, { slot: slotIn(0, { early: 1_000, late: 2_000, call: 1_000 }) }));
    expect(limits).toEqual([1_000]);
  });
});

describe('a message that is no mail with a slot', () => {
  it('stays for the dead-letter queue when its envelope is gone', async () => {
    const sender = createSender();
    expect(await sender.run({ recordId: 'r1', body: '{}' })).toEqual(new Set(['r1']));
    expect(sender.handed).toEqual([]);
  });

  it.each([
    { what: 'its body is none of ours here', message: messageOf({ pool: 'gone' }) },
    { what: 'it has no slot', message: withoutSlot() },
  ])('goes back with one hop more when $what, so that no round is free', async ({ message }) => {
    const sender = createSender();
    await sender.run(message);
    expect(sender.returned).toMatchObject([{ body: message.body, envelope: { lane: 0, hops: 1 } }]);
  });
});

describe('the order to SES', () => {
  it('names mail, campaign, pool, stream and rule in tags', async () => {
    const sender = createSender();
    await sender.run(messageOf());
    expect(sender.handed[0]?.tags).toEqual({
      'mxp-id': ID,
      'mxp-campaign': 'spring',
      'mxp-pool': 'default',
      'mxp-stream': 'marketing',
      'mxp-rule': 'everyone-else',
    });
  });

  it.each([
    { lifeSeconds: 50_400, set: 'set-14h' },
    { lifeSeconds: 50_399, set: 'set-2h' },
    { lifeSeconds: 7_200, set: 'set-2h' },
    { lifeSeconds: 7_199, set: 'set-15min' },
    { lifeSeconds: 1, set: 'set-15min' },
  ])('uses $set with $lifeSeconds s to live', async ({ lifeSeconds, set }) => {
    const sender = createSender();
    await sender.run(messageOf({}, { expiresAt: NOW + lifeSeconds * SECOND }));
    expect(sender.handed[0]?.configurationSet).toBe(set);
  });

  it('leaves by the set that tells of its delivery where errors of its address are counted', async () => {
    const sender = createSender();
    await sender.run(messageOf({}, { slot: slotIn(0, { watch: true }) }));
    expect(sender.handed[0]?.configurationSet).toBe('set-14h-watched');
    expect(sender.handed[0]?.tags).toMatchObject({ 'mxp-watch': '1' });
  });

  it('leaves its address and its slot in its row, for those who ask later', async () => {
    const sender = createSender();
    await sender.run(messageOf());
    expect(sender.records.get(ID)).toMatchObject({ address: slotIn(0).address, slot: slotIn(0).at });
  });
});
