import { describe, expect, it } from 'vitest';
import { LANES } from '../../../shared/message/envelope.ts';
import { HOUR, MINUTE } from '../../../shared/time/units.ts';
import { createStage, keyOf, message, NOW, record, records, SETTINGS } from './support/stage.ts';

const BARRED = { settings: { ...SETTINGS, production: false } };
const ended = (id: string) => ({ id, kind: 'suppressed', by: 'notProduction' });

describe('a stack not marked production', () => {
  it.each([
    ['fresh', record(message('hourly', 'm'))],
    ['priority', record(message('hourly', 'm'), { lane: LANES.priority })],
    [
      'returned',
      record(message('hourly', 'm'), {
        lane: LANES.priority,
        envelope: { v: 1, firstSeen: NOW - HOUR, expiresAt: NOW + HOUR, lane: LANES.returned, hops: 1 },
      }),
    ],
  ])('sends no %s mail to others, and tells upstream', async (_what, inbound) => {
    const { throttle, events, sent, rejected } = createStage();

    expect(await throttle([inbound], BARRED)).toEqual(new Set());
    expect(events).toMatchObject([ended('m')]);
    expect([...sent, ...rejected]).toEqual([]);
  });

  it('ends what was parked while it still was production', async () => {
    const { throttle, pump, itemOf, time, events, sent } = createStage();
    await throttle(records('hourly', 5));
    const dispatched = sent.length;
    time.now = (await itemOf(keyOf('hourly'))).chain.wakeAt ?? time.now + MINUTE;

    await pump(keyOf('hourly'), BARRED);

    expect(events.length).toBe(5 - dispatched);
    for (const event of events) expect(event).toMatchObject({ kind: 'suppressed', by: 'notProduction' });
    expect(sent.length).toBe(dispatched);
  });

  it('mails the simulator', async () => {
    const { throttle, events, sentIds } = createStage();
    await throttle([record(message('hourly', 's', { to: 'bounce+s@simulator.amazonses.com' }))], BARRED);

    expect(sentIds()).toEqual(['s']);
    expect(events).toEqual([]);
  });
});
