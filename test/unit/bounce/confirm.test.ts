import { describe, expect, it } from 'vitest';
import { AT, createBench, eventOf, ID, SENT, TO } from './support/bench.ts';

const { ending: _ending, sesId: _sesId, ...open } = SENT;
const claimed = { ...open, state: 'claimed', until: AT + 30_000 } as const;

/** As the row is while a sender is at it: neither ending nor SES id. */
const createClaimed = (
  state: 'claimed' | 'free' = 'claimed',
  replace?: Parameters<typeof createBench>[1],
) => {
  const bench = createBench(undefined, replace);
  bench.records.set(ID, { ...claimed, state });
  return bench;
};

const send = eventOf('Send', { send: {} });

describe('feedback on a mail', () => {
  it.each(['claimed', 'free'] as const)(
    'that is %s marks it sent and tells of its hand-over',
    async (state) => {
      const { records, events, run } = createClaimed(state);
      expect(await run(send)).toEqual([]);
      expect(records.get(ID)).toMatchObject({
        state: 'sent',
        sesId: 'ses-1',
        ending: { kind: 'handedOver', at: AT },
      });
      expect(records.get(ID)).not.toHaveProperty('until');
      expect(events).toMatchObject([{ kind: 'handedOver', id: ID, at: '2026-01-05T08:00:00.000Z' }]);
      expect(events[0]).not.toHaveProperty('key');
    },
  );

  it.each([
    { what: 'that a sender marked itself', change: {} },
    { what: 'that has ended in doubt', change: { state: 'ended', ending: { kind: 'inDoubt', at: AT + 9 } } },
  ] as const)('$what changes nothing and says nothing', async ({ change }) => {
    const { records, events, rejected, run } = createBench(change);
    const before = records.get(ID);
    expect(await run(send)).toEqual([]);
    expect(records.get(ID)).toEqual(before);
    expect([...events, ...rejected]).toEqual([]);
  });

  it('tells of the hand-over at its next copy when it could not be told', async () => {
    const { events, play, run } = createClaimed();
    play.mute = true;
    expect(await run(send)).toEqual([0]);
    play.mute = false;
    expect(await run(send)).toEqual([]);
    expect(events).toMatchObject([{ kind: 'handedOver', at: '2026-01-05T08:00:00.000Z' }]);
  });

  it('finds the mail again that is set free while it is read', async () => {
    let races = 1;
    const { records, run } = createClaimed('claimed', ({ settle, get }) => ({
      get: async (id) => {
        const record = await get(id);
        if (record && races > 0) {
          races -= 1;
          await settle(record.until ?? 0, { ...record, state: 'free' });
        }
        return record;
      },
    }));
    expect(await run(send)).toEqual([]);
    expect(records.get(ID)?.state).toBe('sent');
  });

  it('comes back when the record keeps changing, or the table fails', async () => {
    const restless = createClaimed('claimed', () => ({ settle: async () => false }));
    expect(await restless.run(send)).toEqual([0]);
    const broken = createClaimed('claimed', () => ({ get: () => Promise.reject(new Error('throttled')) }));
    expect(await broken.run(send)).toEqual([0]);
  });

  it("that is SES's word that its topic works is done with, without a look at the table", async () => {
    const { rejected, run } = createBench({}, () => ({
      get: () => Promise.reject(new Error('not to be asked')),
    }));
    const body = 'Successfully validated SNS topic for Amazon SES event publishing.';
    expect(await run(body)).toEqual([]);
    expect(rejected).toEqual([]);
  });

  it('of a mail that was sent again may bear the SES id of either hand-over', async () => {
    const { rejected, run } = createBench({ resent: true, sesId: 'ses-2' });
    expect(await run(send)).toEqual([]);
    expect(rejected).toEqual([]);
  });

  it.each([ID, `${ID}.0123456789abcdefghijkl`])(
    'of the other family finds its mail by the header %s',
    async (value) => {
      const { records, run } = createClaimed();
      const mail = {
        timestamp: new Date(AT).toISOString(),
        messageId: 'ses-1',
        destination: [TO],
        headers: [{ name: 'X-MXP-Id', value }],
      };
      const delivery = { timestamp: new Date(AT).toISOString(), recipients: [TO] };
      expect(await run(JSON.stringify({ notificationType: 'Delivery', mail, delivery }))).toEqual([]);
      expect(records.get(ID)?.state).toBe('sent');
    },
  );
});
