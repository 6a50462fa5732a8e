import { describe, expect, it } from 'vitest';
import { readFeedback } from '../../../shared/bounce/confirm.ts';
import { createMemoryDeliveryStore } from '../../../shared/memory/delivery-store.ts';
import type { MailId } from '../../../shared/message/mail.ts';
import type { OutcomeEvent } from '../../../shared/outcome/event.ts';
import type { DeliveryRecord, DeliveryStore } from '../../../shared/ports/delivery-store.ts';
import { SILENT } from '../../../shared/ports/log.ts';
import { toEpochSeconds } from '../../../shared/time/units.ts';

const ID = 'mail-1' as MailId;
const AT = Date.UTC(2026, 0, 5, 8);
const RECORD: DeliveryRecord = {
  id: ID,
  state: 'claimed',
  until: AT + 30_000,
  bodyHash: 'h',
  echo: { stream: 'marketing', pool: 'default', key: 'k' },
  ttl: toEpochSeconds(AT),
};

const feedback = (recordId = 'f1', id: string = ID) => ({
  recordId,
  body: JSON.stringify({
    eventType: 'Delivery',
    mail: { timestamp: new Date(AT).toISOString(), messageId: 'ses-1', tags: { 'mxp-id': [id] } },
  }),
});

function createBounce(
  change: Partial<DeliveryRecord> | undefined,
  replace: (store: DeliveryStore) => Partial<DeliveryStore> = () => ({}),
) {
  const records = new Map<MailId, DeliveryRecord>();
  if (change) records.set(ID, { ...RECORD, ...change });
  const store = createMemoryDeliveryStore(records);
  const events: OutcomeEvent[] = [];
  const play = { mute: false };
  const ports = {
    delivery: { ...store, ...replace(store) },
    outcomes: {
      publish: async (told: readonly OutcomeEvent[]) => {
        if (play.mute) return new Set(told.map(({ eventId }) => eventId));
        events.push(...told);
        return new Set<string>();
      },
    },
    log: SILENT,
  };
  return {
    records,
    events,
    play,
    run: (...bodies: { recordId: string; body: string }[]) => readFeedback(ports, bodies),
  };
}

describe('feedback on a mail', () => {
  it.each(['claimed', 'free'] as const)(
    'that is %s marks it sent and tells of its hand-over',
    async (state) => {
      const { records, events, run } = createBounce({ state });
      expect(await run(feedback())).toEqual(new Set());
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
    {
      what: 'that a sender marked itself',
      change: { state: 'sent', ending: { kind: 'handedOver', at: AT + 5 } },
    },
    { what: 'that has ended in doubt', change: { state: 'ended', ending: { kind: 'inDoubt', at: AT + 9 } } },
    { what: 'that nobody knows', change: undefined },
  ] as const)('$what changes nothing and says nothing', async ({ change }) => {
    const { records, events, run } = createBounce(change);
    const before = records.get(ID);
    expect(await run(feedback())).toEqual(new Set());
    expect(records.get(ID)).toEqual(before);
    expect(events).toEqual([]);
  });

  it('tells of the hand-over at its next copy when it could not be told', async () => {
    const { events, play, run } = createBounce({});
    play.mute = true;
    expect(await run(feedback())).toEqual(new Set(['f1']));
    play.mute = false;
    expect(await run(feedback())).toEqual(new Set());
    expect(events).toMatchObject([{ kind: 'handedOver', at: '2026-01-05T08:00:00.000Z' }]);
  });

  it('finds the mail again that is set free while it is read', async () => {
    let races = 1;
    const { records, run } = createBounce({}, ({ settle, get }) => ({
      get: async (id) => {
        const record = await get(id);
        if (record && races > 0) {
          races -= 1;
          await settle(record.until ?? 0, { ...record, state: 'free' });
        }
        return record;
      },
    }));
    expect(await run(feedback())).toEqual(new Set());
    expect(records.get(ID)?.state).toBe('sent');
  });

  it('comes back when the record keeps changing, or the table fails', async () => {
    const restless = createBounce({}, () => ({ settle: async () => false }));
    expect(await restless.run(feedback())).toEqual(new Set(['f1']));
    const broken = createBounce({}, () => ({ get: () => Promise.reject(new Error('throttled')) }));
    expect(await broken.run(feedback())).toEqual(new Set(['f1']));
  });

  it("that is SES's word that its topic works is done with, without a look at the table", async () => {
    const { run } = createBounce({}, () => ({ get: () => Promise.reject(new Error('not to be asked')) }));
    const body = 'Successfully validated SNS topic for Amazon SES event publishing.';
    expect(await run({ recordId: 'f1', body })).toEqual(new Set());
  });

  it('that cannot be read is left for the dead-letter queue and disturbs no other', async () => {
    const { events, run } = createBounce({});
    expect(await run({ recordId: 'bad', body: '{' }, feedback())).toEqual(new Set(['bad']));
    expect(events).toHaveLength(1);
  });
});
