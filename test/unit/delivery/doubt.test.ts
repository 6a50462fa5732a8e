import { describe, expect, it } from 'vitest';
import { classifierOf } from '../../../shared/bounce/classifier-of.ts';
import { readFeedback } from '../../../shared/bounce/read-feedback.ts';
import { createMemoryRejectedQueue } from '../../../shared/memory/rejected-queue.ts';
import { createMemoryTrialStore } from '../../../shared/memory/trial-store.ts';
import { createMemoryUnknownTexts } from '../../../shared/memory/unknown-texts.ts';
import type { OutgoingMail } from '../../../shared/ports/queues.ts';
import { HOUR, MINUTE, SECOND } from '../../../shared/time/units.ts';
import {
  createSender,
  DEADLINE,
  ID,
  messageOf,
  NOW,
  runWith,
  type Sender,
  slotIn,
} from './support/sender.ts';

const UNKNOWN = { kind: 'unknown', text: 'AbortError: the call was cut off' } as const;
const TRANSACTIONAL = { stream: 'transactional' };

/** The message of a mail that the sender sent on its way again; the clock moves on to when it arrives. */
function arriving(sender: Sender, list: readonly OutgoingMail[], recordId = 'r1') {
  const last = list.at(-1);
  if (!last) throw new Error('nothing was sent');
  sender.clock.advance(last.delaySeconds * SECOND);
  return { recordId, body: last.body, envelope: last.envelope };
}

/** Lets a doubt drive itself until the sender sends it on no more; answers the seconds that it waited. */
async function drive(sender: Sender): Promise<readonly number[]> {
  const waits: number[] = [];
  while (sender.again.length > waits.length) {
    waits.push(sender.again.at(-1)?.delaySeconds ?? 0);
    await sender.run(arriving(sender, sender.again));
  }
  return waits;
}

const sesEvent = (at: number) =>
  JSON.stringify({
    eventType: 'Send',
    mail: {
      timestamp: new Date(at).toISOString(),
      messageId: 'ses-9',
      destination: ['jane@example.com'],
      tags: { 'mxp-id': [ID] },
    },
    send: {},
  });

const hear = ({ endPorts }: Sender, body: string) =>
  readFeedback(
    {
      ...endPorts,
      rejected: createMemoryRejectedQueue(),
      trials: createMemoryTrialStore(),
      unknownTexts: createMemoryUnknownTexts(),
      classifierOf,
    },
    [{ recordId: 'f1', body }],
  );

describe('a hand-over that may have happened', () => {
  it('drives itself on, its claim left standing, after the claim has run out', async () => {
    const sender = createSender();
    sender.answer(UNKNOWN);
    expect(await sender.run(messageOf())).toEqual(new Set());
    expect(sender.again).toMatchObject([{ delaySeconds: 31, envelope: { doubtSince: NOW } }]);
    expect(sender.records.get(ID)).toMatchObject({ state: 'claimed', until: DEADLINE });
    expect(sender.counted).toContain('Doubts');
  });

  it('is not settled before its claim has run out, whoever comes early', async () => {
    const sender = createSender();
    sender.answer(UNKNOWN);
    await sender.run(messageOf());
    const early = sender.again.at(-1);
    if (!early) throw new Error('nothing was sent');
    await sender.run({ recordId: 'r1', body: early.body, envelope: early.envelope });
    expect(sender.events).toEqual([]);
    expect(sender.again).toHaveLength(2);
    expect(sender.again.at(-1)?.envelope.doubtSince).toBe(NOW);
  });

  it('is held, not sent again: an outcome and a row for the operator', async () => {
    const sender = createSender();
    sender.answer(UNKNOWN);
    await sender.run(messageOf());
    await drive(sender);
    expect(sender.handed).toHaveLength(1);
    expect(sender.events).toMatchObject([{ kind: 'inDoubt', id: ID, campaign: 'spring' }]);
    expect(sender.doubts.get(ID)).toMatchObject({ id: ID, echo: { campaign: 'spring' } });
    expect(sender.counted).toContain('InDoubt');
  });

  it('writes the same row again when its ended mail is met, for a crash may have lost it', async () => {
    const sender = createSender();
    sender.answer(UNKNOWN);
    await sender.run(messageOf());
    await drive(sender);
    const row = sender.doubts.get(ID);
    sender.doubts.clear();
    sender.clock.advance(MINUTE);
    await sender.run(messageOf({}, { slot: slotIn(0) }));
    expect(sender.doubts.get(ID)).toEqual(row);
    expect(sender.events[1]).toEqual(sender.events[0]);
  });

  it('is sent again when it is transactional, and says so in the metrics', async () => {
    const sender = createSender();
    sender.answer(UNKNOWN);
    await sender.run(messageOf(TRANSACTIONAL));
    await drive(sender);
    expect(sender.state()).toBe('free');
    expect(sender.returned).toMatchObject([{ envelope: { lane: 0, hops: 1, resent: true } }]);
    expect(sender.returned[0]?.envelope).not.toHaveProperty('doubtSince');
    expect(sender.counted).toContain('Resent');
    expect(sender.doubts.size).toBe(0);
  });

  it.each([
    { what: 'expired', expiresAt: NOW + 20 * SECOND, order: undefined },
    { what: 'cancelled', expiresAt: NOW + HOUR, order: 'cancel' as const },
  ])('is not sent again when it is $what meanwhile', async ({ expiresAt, order }) => {
    const sender = createSender();
    sender.answer(UNKNOWN);
    await sender.run(messageOf(TRANSACTIONAL, { expiresAt }));
    if (order) await sender.control.putOrder({ verb: order, scope: { kind: 'all' }, at: NOW, by: 'op' });
    await drive(sender);
    expect(sender.kinds()).toEqual(['inDoubt']);
    expect(sender.returned).toEqual([]);
  });

  it('waits 15 minutes for an event of SES where those are switched on', async () => {
    const sender = createSender({ confirmedByEvents: true });
    sender.answer(UNKNOWN);
    await sender.run(messageOf());
    const waits = await drive(sender);
    const waited = waits.reduce((sum, wait) => sum + wait, 0);
    expect(waited).toBeGreaterThanOrEqual(900);
    expect(waited).toBeLessThan(910);
    expect(Math.max(...waits)).toBeLessThanOrEqual(900);
    expect(sender.kinds()).toEqual(['inDoubt']);
  });

  it.each([
    { what: 'half of its life where it is sent again', mail: TRANSACTIONAL, life: 10 * MINUTE, seconds: 300 },
    { what: 'no more than 15 minutes of a longer life', mail: TRANSACTIONAL, life: HOUR, seconds: 900 },
    { what: '15 minutes where it is not sent again', mail: {}, life: 10 * MINUTE, seconds: 900 },
    { what: '15 minutes where its time is over', mail: TRANSACTIONAL, life: 0, seconds: 900 },
  ])('waits $what', async ({ mail, life, seconds }) => {
    const sender = createSender({ confirmedByEvents: true });
    sender.answer(UNKNOWN);
    await sender.run(messageOf(mail, { expiresAt: NOW + HOUR }));
    const first = arriving(sender, sender.again);
    sender.clock.advance(5 * SECOND);
    const envelope = { ...first.envelope, doubtSince: NOW, expiresAt: NOW + life };
    await sender.run({ ...first, envelope });
    const waited = (sender.again.at(-1)?.delaySeconds ?? 0) + (sender.clock.now() - NOW) / SECOND;
    expect(waited).toBeGreaterThanOrEqual(seconds);
    expect(waited).toBeLessThan(seconds + 5);
  });

  it('waits as long when a crash left it, and is counted then', async () => {
    const sender = createSender({ confirmedByEvents: true });
    await runWith(sender, { mailer: { send: () => Promise.reject(new Error('killed')) } })(messageOf());
    expect(sender.state()).toBe('claimed');
    sender.clock.advance(3 * MINUTE);
    await sender.run(messageOf());
    expect(sender.again).toMatchObject([{ delaySeconds: 900, envelope: { doubtSince: NOW + 3 * MINUTE } }]);
    expect(sender.counted).toContain('Doubts');
  });

  it('settles once when two copies of it come at the same time', async () => {
    const sender = createSender();
    sender.answer(UNKNOWN);
    await sender.run(messageOf());
    const message = arriving(sender, sender.again);
    sender.clock.advance(10 * SECOND);
    await Promise.all([sender.run(message), sender.run({ ...message, recordId: 'r2' })]);
    expect(new Set(sender.kinds())).toEqual(new Set(['inDoubt']));
    expect(new Set(sender.events.map(({ eventId }) => eventId)).size).toBe(1);
  });
});

describe('an event of SES', () => {
  it('during the doubt proves the hand-over, which the mail then hears', async () => {
    const sender = createSender();
    sender.answer(UNKNOWN);
    await sender.run(messageOf());
    await hear(sender, sesEvent(NOW + 1));
    expect(sender.records.get(ID)).toMatchObject({ state: 'sent', sesId: 'ses-9' });
    await drive(sender);
    expect(new Set(sender.kinds())).toEqual(new Set(['handedOver']));
    expect(sender.handed).toHaveLength(1);
    expect(sender.doubts.size).toBe(0);
  });

  it('keeps a mail from leaving twice that was set free for another try', async () => {
    const sender = createSender();
    sender.answer(UNKNOWN);
    await sender.run(messageOf(TRANSACTIONAL));
    await drive(sender);
    await hear(sender, sesEvent(NOW + 1));
    const [back] = sender.returned;
    if (!back) throw new Error('nothing came back');
    const slot = slotIn(sender.clock.now() - NOW);
    await sender.run({ recordId: 'r1', body: back.body, envelope: { ...back.envelope, slot } });
    expect(sender.handed).toHaveLength(1);
    expect(new Set(sender.kinds())).toEqual(new Set(['handedOver']));
  });

  it('that comes before the sender has marked the mail is what the sender tells then', async () => {
    const sender = createSender();
    sender.play.send = async () => {
      await hear(sender, sesEvent(NOW + 1));
      return { kind: 'accepted', sesId: 'ses-9' };
    };
    await sender.run(messageOf());
    expect(sender.events).toHaveLength(2);
    expect(sender.events[1]).toEqual(sender.events[0]);
    expect(sender.state()).toBe('sent');
  });

  it('after the mail has ended in doubt changes nothing: a mail has one ending', async () => {
    const sender = createSender();
    sender.answer(UNKNOWN);
    await sender.run(messageOf());
    await drive(sender);
    await hear(sender, sesEvent(NOW + 1));
    expect(sender.kinds()).toEqual(['inDoubt']);
    expect(sender.state()).toBe('ended');
  });
});
