import { describe, expect, it } from 'vitest';
import { LANES } from '../../../shared/message/envelope.ts';
import { dnsKey, mxKey } from '../../../shared/quota/key.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../shared/time/units.ts';
import { active } from '../../property/world/rules.ts';
import { createStage, keyOf, message, NOW, record, records, type Stage } from './support/stage.ts';

const KEY = keyOf('hourly');

/** Runs the key's wake-ups for so long, each when it is due. */
async function drain({ pump, itemOf, time }: Stage, key = KEY, until = NOW + 20 * HOUR) {
  for (;;) {
    const { wakeAt } = (await itemOf(key)).chain;
    if (wakeAt === undefined || wakeAt > until) return;
    time.now = Math.max(time.now, wakeAt);
    await pump(key);
  }
}

describe('a backlog', () => {
  it('is served to the last mail, in order, and its chain ends', async () => {
    const stage = createStage();
    await stage.throttle(records('hourly', 30));
    await drain(stage);
    expect(stage.sentIds()).toEqual(records('hourly', 30).map(({ recordId }) => recordId));
    expect((await stage.itemOf(KEY)).chain).toMatchObject({ open: false });
    expect((await stage.itemOf(KEY)).chain.wakeAt).toBeUndefined();
  });

  it('keeps the order of batches that were parked within one second', async () => {
    const stage = createStage();
    const ids = Array.from({ length: 20 }, (_, at) => `m${at}`);
    for (const id of ids) {
      await stage.throttle([record(message('hourly', id))]);
      stage.time.now += 20;
    }
    await drain(stage);
    expect(stage.sentIds()).toEqual(ids);
  });

  it('keeps mail with a broken line in front of it moving, and shows people the line', async () => {
    const stage = createStage();
    const { ports } = stage;
    await stage.throttle(records('hourly', 1));
    const line = `{"envelope":{"v":1},"body":"no end\n`;
    const bytes = new TextEncoder().encode(line);
    await ports.pages.put('broken', bytes);
    const group = {
      key: KEY,
      object: 'broken',
      offset: 0,
      bytes: bytes.length,
      count: 1,
      cursor: 0,
      cursorByte: 0,
    };
    await ports.backlog.put([{ ...group, sk: '2#marketing##0000000000BROKEN' }]);
    await stage.throttle(records('hourly', 3));
    await drain(stage);
    expect(stage.rejected).toMatchObject([{ body: line.trimEnd() }]);
    expect(stage.sentIds()).toHaveLength(4);
  });

  it('tries a broken line again that the rejected queue did not take', async () => {
    const stage = createStage();
    const { ports } = stage;
    await stage.throttle(records('hourly', 3));
    await ports.pages.put('broken', new TextEncoder().encode('x\n'));
    const group = { key: KEY, object: 'broken', offset: 0, bytes: 2, count: 1, cursor: 0, cursorByte: 0 };
    await ports.backlog.put([{ ...group, sk: '2#marketing##0000000000BROKEN' }]);
    stage.time.now += 2 * SECOND;
    await stage.pump(KEY, { rejected: { send: async () => new Set([0]) } });
    expect(await ports.backlog.next(KEY, '')).toMatchObject({ object: 'broken', cursor: 0 });
  });

  it('goes on behind a page that is gone, and says so', async () => {
    const stage = createStage();
    await stage.throttle(records('hourly', 3));
    const head = await stage.ports.backlog.next(KEY, '');
    await stage.ports.pages.put(head?.object ?? '', new Uint8Array());
    await stage.throttle([record(message('hourly', 'behind'))]);
    await drain(stage);
    expect(stage.sentIds()).toEqual(['hourly-0', 'behind']);
    expect(stage.warnings).toContain('backlog page lost');
  });

  it('serves returned mail before priority mail before fresh mail', async () => {
    const stage = createStage();
    const envelope = { v: 1, firstSeen: NOW, expiresAt: NOW + DAY, lane: LANES.returned, hops: 1 } as const;
    await stage.throttle(records('hourly', 2));
    await stage.throttle([record(message('hourly', 'priority'), { lane: LANES.priority })]);
    await stage.throttle([record(message('hourly', 'returned'), { lane: LANES.priority, envelope })]);
    await drain(stage);
    expect(stage.sentIds()).toEqual(['hourly-0', 'returned', 'priority', 'hourly-1']);
  });

  it('gives campaigns turns, so that the smallest does not wait for the largest', async () => {
    const stage = createStage();
    await stage.throttle(records('hourly', 50, { campaign: 'big' }));
    await stage.throttle([record(message('hourly', 'small', { campaign: 'small' }))]);
    await drain(stage, KEY, NOW + 3 * MINUTE);
    expect(stage.sentIds()).toContain('small');
  });

  it('passes over a paused campaign', async () => {
    const stage = createStage();
    await stage.throttle(records('hourly', 3, { campaign: 'a' }));
    await stage.throttle([record(message('hourly', 'b', { campaign: 'b' }))]);
    stage.said.orders.push({ verb: 'pause', scope: { kind: 'campaign', name: 'a' }, at: NOW, by: 'op' });
    await drain(stage, KEY, NOW + 20 * MINUTE);
    expect(stage.sentIds()).toEqual(['hourly-0', 'b']);
  });

  it('hands over no mail before its notBefore, and the others meanwhile', async () => {
    const stage = createStage();
    const notBefore = new Date(NOW + 10 * MINUTE + 1).toISOString();
    await stage.throttle([record(message('swift', 'later', { notBefore })), record(message('swift', 'now'))]);
    await drain(stage, keyOf('swift'), NOW + 10 * MINUTE);
    expect(stage.sentIds()).toEqual(['now']);
    await drain(stage, keyOf('swift'), NOW + 10 * MINUTE + 2 * SECOND);
    expect(stage.sentIds()).toEqual(['now', 'later']);
  });

  it('ends what expired while it waited, thousands in one round, without slots', async () => {
    const stage = createStage();
    const expiresAt = new Date(NOW + HOUR).toISOString();
    stage.said.orders.push({ verb: 'pause', scope: { kind: 'all' }, at: NOW, by: 'op' });
    await stage.throttle(records('hourly', 2_000, { expiresAt }));
    stage.time.now += HOUR;
    await stage.pump(KEY);
    expect(stage.events).toHaveLength(2_000);
    expect((await stage.itemOf(KEY)).nextSlot).toBeUndefined();
  });

  it('does not end what expires a millisecond later', async () => {
    const stage = createStage();
    const expiresAt = new Date(NOW + HOUR).toISOString();
    await stage.throttle(records('hourly', 2, { expiresAt }));
    stage.time.now += HOUR - 1;
    await stage.pump(KEY);
    expect(stage.events).toEqual([]);
    expect(stage.sentIds()).toHaveLength(2);
  });

  it('moves to the new key when the rules were cut anew, and drains there', async () => {
    const stage = createStage();
    await stage.throttle(records('hourly', 5));
    stage.said.rules = active({ hourly: { messages: 600, period: 'minute', group: 'anew' } });
    stage.time.now += 2 * SECOND;
    await stage.pump(KEY);
    expect(await stage.ports.backlog.waiting(KEY)).toBe(0);
    await drain(stage, mxKey('default', 'rule', 'anew'), NOW + HOUR);
    expect(stage.sentIds()).toEqual(records('hourly', 5).map(({ recordId }) => recordId));
  });

  it('keeps its mails where they are when they could not be moved', async () => {
    const stage = createStage();
    await stage.throttle(records('hourly', 5));
    stage.said.rules = active({ hourly: { messages: 600, period: 'minute', group: 'anew' } });
    stage.time.now += 2 * SECOND;
    await stage.pump(KEY, { pages: { ...stage.ports.pages, put: () => Promise.reject(new Error('no S3')) } });
    expect(await stage.ports.backlog.waiting(KEY)).toBe(4);
    expect(stage.warnings).toContain('mails not moved');
  });

  it('of a domain without an answer moves to the MX key once there is one', async () => {
    let dead = true;
    const stage = createStage({
      lookUp: (domain) =>
        dead ? { kind: 'temporary', text: 'SERVFAIL' } : { kind: 'found', host: `mx.${domain}` },
    });
    await stage.throttle(records('swift', 2));
    dead = false;
    await drain(stage, dnsKey('swift.test'), NOW + 10 * MINUTE);
    await drain(stage, keyOf('swift'), NOW + 20 * MINUTE);
    expect(stage.sentIds()).toEqual(['swift-0', 'swift-1']);
    expect((await stage.itemOf(dnsKey('swift.test'))).chain.wakeAt).toBeUndefined();
  });

  it('moves its cursor no further than the first mail that DeliveryQueue did not take', async () => {
    const stage = createStage();
    stage.said.orders.push({ verb: 'pause', scope: { kind: 'all' }, at: NOW, by: 'op' });
    await stage.throttle(records('swift', 5));
    stage.said.orders.length = 0;
    stage.time.now += 2 * SECOND;
    const { ports } = stage;
    const cursors: number[] = [];
    const advance: typeof ports.backlog.advance = (group, to) => {
      cursors.push(to.cursor);
      return ports.backlog.advance(group, to);
    };
    let calls = 0;
    const send: typeof ports.deliveryQueue.send = async (mails) => {
      calls += 1;
      return calls === 1 ? new Set([2]) : ports.deliveryQueue.send(mails);
    };
    await stage.pump(keyOf('swift'), { deliveryQueue: { send }, backlog: { ...ports.backlog, advance } });
    expect(cursors).toEqual([2]);
    expect(stage.sentIds()).toEqual(['swift-2', 'swift-3', 'swift-4']);
  });

  it('is looked at again when mail was parked while its pump was at work', async () => {
    const stage = createStage();
    const { ports } = stage;
    await stage.throttle(records('hourly', 2));
    stage.time.now += HOUR;
    const remove: typeof ports.backlog.remove = async (group) => {
      const removed = await ports.backlog.remove(group);
      await stage.throttle([record(message('hourly', 'meanwhile'))]);
      return removed;
    };
    await stage.pump(KEY, { backlog: { ...ports.backlog, remove } });
    await drain(stage);
    expect(stage.sentIds()).toEqual(['hourly-0', 'hourly-1', 'meanwhile']);
  });

  it('begins no visit that the DNS could make outlast its invocation', async () => {
    const stage = createStage();
    const { ports } = stage;
    await stage.throttle([
      ...records('swift', 1, { campaign: 'a', notBefore: new Date(NOW + 1).toISOString() }),
      record(message('swift', 'b', { campaign: 'b', notBefore: new Date(NOW + 1).toISOString() })),
    ]);
    stage.time.now += 2 * SECOND;
    const read: typeof ports.pages.read = async (...range) => {
      stage.time.now += 36 * SECOND;
      return ports.pages.read(...range);
    };
    await stage.pump(keyOf('swift'), { pages: { ...ports.pages, read } });
    expect(stage.sentIds()).toHaveLength(1);
    expect((await stage.itemOf(keyOf('swift'))).chain.wakeAt).toBe(stage.time.now + SECOND);
  });
});
