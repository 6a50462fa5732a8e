import { describe, expect, it } from 'vitest';
import { accountDayKey, dnsKey } from '../../../shared/quota/key.ts';
import { pump } from '../../../shared/throttler/pump.ts';
import { MINUTE, SECOND } from '../../../shared/time/units.ts';
import { createStage, keyOf, message, NOW, record, records } from './support/stage.ts';

describe('wake-ups cost money, so', () => {
  it('fresh mail behind a backlog that waits for a limit per day does not pull its wake-up forward', async () => {
    const { throttle, pump, woken, itemOf, time } = createStage();
    time.now += 3 * MINUTE;
    await throttle(records('daily', 8));
    time.now += 2 * SECOND;
    await pump(keyOf('daily'));
    const { chain } = await itemOf(keyOf('daily'));
    expect(chain.wakeAt).toBeGreaterThan(time.now + 10 * MINUTE);
    woken.length = 0;
    time.now += 2 * SECOND;
    await throttle([record(message('daily', 'late-comer'))]);
    expect(woken).toEqual([]);
  });

  it('a pump that fails comes back after a minute, not at once', async () => {
    const { throttle, pump, itemOf, ports, time } = createStage();
    await throttle(records('hourly', 5));
    time.now += 2 * SECOND;
    const read = () => Promise.reject(new Error('no S3'));
    await pump(keyOf('hourly'), { pages: { ...ports.pages, read } });
    const { chain } = await itemOf(keyOf('hourly'));
    expect(chain.wakeAt).toBe(time.now + MINUTE);
    expect(chain.open).toBe(true);
  });

  it('mail behind a probe is looked at when the probe can have passed', async () => {
    const { throttle, said, itemOf, sent } = createStage();
    said.holds.push({
      scope: { kind: 'identity', name: 'example.com' },
      code: 'MessageRejected',
      text: 'not verified',
      since: NOW - MINUTE,
      probeAt: NOW,
    });
    await throttle(records('swift', 3));
    expect(sent).toHaveLength(1);
    expect((await itemOf(keyOf('swift'))).chain.wakeAt).toBe(NOW + MINUTE);
  });

  it('one round of a pump lets one probe through, however many campaigns wait', async () => {
    const { throttle, pump, said, sent, time } = createStage();
    const hold = { scope: { kind: 'account' }, code: 'SendingPaused', text: '', since: NOW } as const;
    said.holds.push({ ...hold, probeAt: NOW + 5 * SECOND });
    await throttle(
      ['a', 'b', 'c'].flatMap((campaign) => [
        record(message('swift', `m-${campaign}`, { campaign }), { recordId: campaign }),
      ]),
    );
    time.now += 10 * SECOND;
    await pump(keyOf('swift'));
    expect(sent).toHaveLength(1);
  });

  it('mail that is kept back and keeps coming in while a pump is at work does not have it come back at once', async () => {
    const stage = createStage();
    const { throttle, pump, said, ports, itemOf, time } = stage;
    said.orders.push({ verb: 'pause', scope: { kind: 'campaign', name: 'c' }, at: NOW, by: 'op' });
    await throttle(records('swift', 2, { campaign: 'c' }));
    time.now += 20 * MINUTE;
    const read: typeof ports.pages.read = async (...range) => {
      await throttle([record(message('swift', 'another', { campaign: 'c' }))]);
      return ports.pages.read(...range);
    };
    await pump(keyOf('swift'), { pages: { ...ports.pages, read } });
    expect((await itemOf(keyOf('swift'))).chain.wakeAt).toBeGreaterThan(time.now + 30 * SECOND);
  });

  it('a wholly paused key is looked at every 15 minutes', async () => {
    const { throttle, pump, said, itemOf, time } = createStage();
    said.orders.push({ verb: 'pause', scope: { kind: 'all' }, at: NOW, by: 'op' });
    await throttle(records('swift', 2));
    time.now += 20 * MINUTE;
    await pump(keyOf('swift'));
    expect((await itemOf(keyOf('swift'))).chain).toMatchObject({
      open: false,
      wakeAt: time.now + 15 * MINUTE,
    });
  });

  it('a domain that cannot be looked up is asked for after 1, 2, 4, 8 and then every 15 minutes', async () => {
    const { throttle, pump, itemOf, time } = createStage({
      lookUp: () => ({ kind: 'temporary', text: 'SERVFAIL' }),
    });
    const key = dnsKey('dead.test');
    await throttle(records('dead', 1));
    const waits: number[] = [];
    time.now = ((await itemOf(key)).chain.appendUntil ?? 0) + SECOND;
    for (let look = 0; look < 6; look += 1) {
      await pump(key);
      const { wakeAt = 0 } = (await itemOf(key)).chain;
      waits.push((wakeAt - time.now) / MINUTE);
      time.now = wakeAt;
    }
    expect(waits).toEqual([1, 2, 4, 8, 15, 15]);
  });

  it('a stale wake-up does nothing and puts no other', async () => {
    const { throttle, ports, woken, itemOf } = createStage();
    await throttle(records('hourly', 5));
    const before = await itemOf(keyOf('hourly'));
    woken.length = 0;
    await pump(ports, { key: keyOf('hourly'), wakeNo: before.chain.wakeNo + 1 }, NOW + MINUTE);
    expect(woken).toEqual([]);
    expect(await itemOf(keyOf('hourly'))).toEqual(before);
  });

  it('contention for the account counter is no reason to wait a quarter of an hour', async () => {
    const { throttle, said, ports, itemOf } = createStage();
    said.account = { ...said.account, max24HourSend: 50_000 };
    const saveDay = async (key: string) => key !== accountDayKey;
    await throttle(records('swift', 2), { quota: { ...ports.quota, saveDay } });
    expect((await itemOf(keyOf('swift'))).chain.wakeAt).toBeLessThanOrEqual(NOW + 2 * SECOND);
  });
});
