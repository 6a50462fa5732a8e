import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../../shared/time/units.ts';
import { createSender, ID, messageOf, runWith, slotIn } from './support/sender.ts';

const REFUSING = { send: async (mails: readonly unknown[]) => new Set(mails.keys()) };

describe('a batch', () => {
  it('has a record come back whose outcome could not be told, and tells it then, as the same event', async () => {
    const sender = createSender();
    sender.play.mute = true;
    expect(await sender.run(messageOf())).toEqual(new Set(['r1']));
    const lost = sender.records.get(ID)?.ending;
    sender.play.mute = false;
    sender.clock.advance(3 * MINUTE);
    expect(await sender.run(messageOf())).toEqual(new Set());
    expect(sender.handed).toHaveLength(1);
    expect(sender.events).toMatchObject([{ kind: 'handedOver', at: new Date(lost?.at ?? 0).toISOString() }]);
  });

  it("has a record come back whose mail the throttler's queue did not take", async () => {
    const sender = createSender();
    const late = messageOf({}, { slot: slotIn(-MINUTE) });
    expect(await runWith(sender, { priorityQueue: REFUSING })(late)).toEqual(new Set(['r1']));
  });

  it('has a record come back whose mail its own queue did not take', async () => {
    const sender = createSender();
    const early = messageOf({}, { slot: slotIn(MINUTE) });
    expect(await runWith(sender, { deliveryQueue: REFUSING })(early)).toEqual(new Set(['r1']));
  });

  it('ends its other mails when one fails, and logs no address', async () => {
    const sender = createSender();
    const send = sender.play.send;
    sender.play.send = async (order, callMillis) => {
      if (order.mail.id === 'bad') throw new Error('jane@example.com is the cause');
      return send(order, callMillis);
    };
    const left = await sender.run(messageOf({ id: 'bad' }), messageOf({ id: 'good' }, {}, 'r2'));
    expect(left).toEqual(new Set(['r1']));
    expect(sender.events).toMatchObject([{ id: 'good', kind: 'handedOver' }]);
    expect(sender.logged.join('\n')).toContain('is the cause');
    expect(sender.logged.join('\n')).not.toContain('jane@');
  });

  it('hands its mails over at the same time', async () => {
    const sender = createSender();
    let inFlight = 0;
    let most = 0;
    sender.play.send = async () => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      await new Promise((resolve) => setImmediate(resolve));
      inFlight -= 1;
      return { kind: 'accepted', sesId: 's' };
    };
    await sender.run(...['a', 'b', 'c'].map((id) => messageOf({ id }, {}, id)));
    expect(most).toBe(3);
  });
});
