import { describe, expect, it } from 'vitest';
import { auditAccepted } from '../../../local/demo/audit/accepted.ts';
import { createDoubtCount } from '../../../local/demo/audit/doubts.ts';
import { peakOf } from '../../../local/demo/audit/peak.ts';
import { isRight, tallyOf } from '../../../local/demo/audit/tally.ts';
import { demoKeyOf } from '../../../local/demo/demo-keys.ts';
import type { MailId } from '../../../shared/message/mail.ts';
import type { OutcomeEvent, OutcomeKind } from '../../../shared/outcome/event.ts';

describe('the audit of the accept log', () => {
  const atNormal = (mx: string) => ({ name: demoKeyOf(mx).name, limit: demoKeyOf(mx).normal });

  it('finds the fullest window, half-open, wherever it lies', () => {
    expect(peakOf([0, 10, 59_999, 60_000, 60_001], 60_000)).toBe(4);
    expect(peakOf([0, 60_000], 60_000)).toBe(1);
    expect(peakOf([0, 59_999], 60_000)).toBe(2);
    expect(peakOf([], 60_000)).toBe(0);
  });

  it('counts a gateway by host and everyone else by operator', () => {
    expect(demoKeyOf('eu.shieldgate.test')).toEqual({
      name: 'eu.shieldgate.test',
      normal: 120,
      fast: 180,
    });
    expect(demoKeyOf('mx.village7.test')).toEqual({ name: 'village7.test', normal: 60, fast: 90 });
    expect(demoKeyOf('mx2.northmail.test').name).toBe(demoKeyOf('mx1.northmail.test').name);
  });

  it('tells the smallest gap of a key, and none where there is but one mail', () => {
    const log = [
      { recipient: 'a', mx: 'mx.orbit.test', at: 50 },
      { recipient: 'b', mx: 'mx.orbit.test', at: 10 },
      { recipient: 'c', mx: 'mx.slowpost.test', at: 10 },
    ];
    const [orbit, slowpost] = auditAccepted(log, atNormal, 60_000);
    expect(orbit).toMatchObject({ name: 'orbit', accepted: 2, peak: 2, smallestGap: 40 });
    expect(slowpost).not.toHaveProperty('smallestGap');
  });
});

describe('the tally of a run', () => {
  const event = (id: string, kind: OutcomeKind): OutcomeEvent => ({
    v: 1,
    eventId: `${id}-${kind}`,
    id: id as MailId,
    kind,
    at: '2026-01-01T00:00:00.000Z',
    stream: 'marketing',
    pool: 'default',
  });

  it('is right when each mail has one disposition or waits', () => {
    const tally = tallyOf(['a', 'b', 'c'], [event('a', 'handedOver'), event('a', 'delivered')], {
      waiting: 1,
      holdingSlot: 1,
      doubts: 0,
    });
    expect(tally).toMatchObject({ mails: 3, byDisposition: { handedOver: 1 }, missing: 0, copies: 0 });
    expect(isRight(tally)).toBe(true);
  });

  it.each([
    ['a mail is missing', ['a', 'b'], [event('a', 'handedOver')], 0],
    ['a mail ended twice', ['a'], [event('a', 'handedOver'), event('a', 'expired')], 0],
    ['more waits than was queued', ['a'], [event('a', 'handedOver')], 1],
  ])('is wrong when %s', (_name, queued, events, waiting) => {
    expect(isRight(tallyOf(queued, events, { waiting, holdingSlot: 0, doubts: 0 }))).toBe(false);
  });

  it('takes SES’s own suppression, which follows a hand-over, for feedback', () => {
    const events = [event('a', 'handedOver'), { ...event('a', 'suppressed'), by: 'ses' as const }];
    const tally = tallyOf(['a'], events, { waiting: 0, holdingSlot: 0, doubts: 0 });
    expect(tally).toMatchObject({ byDisposition: { handedOver: 1 }, endedTwice: [] });
  });

  it('allows for second copies of messages that were queued twice', () => {
    const tally = tallyOf(['a', 'a'], [event('a', 'handedOver')], { waiting: 0, holdingSlot: 1, doubts: 0 });
    expect(tally).toMatchObject({ copies: 1, queuedAgain: 1 });
    expect(isRight(tally)).toBe(true);
  });

  it('allows for messages whose hand-over was doubted, and for no more', () => {
    const where = { waiting: 0, holdingSlot: 1 };
    const events = [event('a', 'handedOver')];
    expect(isRight(tallyOf(['a'], events, { ...where, doubts: 1 }))).toBe(true);
    expect(isRight(tallyOf(['a'], events, { ...where, doubts: 0 }))).toBe(false);
  });

  it('counts the doubts that senders print', () => {
    const doubts = createDoubtCount();
    for (const message of ['sent', 'hand-over in doubt', 'hand-over in doubt'])
      doubts.read('Sender', JSON.stringify({ level: 'WARN', message }));
    expect(doubts.count()).toBe(2);
  });
});
