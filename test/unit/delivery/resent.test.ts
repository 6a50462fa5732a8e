import { describe, expect, it } from 'vitest';
import { doubtful } from '../../../shared/delivery/doubtful.ts';
import { createMemoryDeliveryStore } from '../../../shared/memory/delivery-store.ts';
import type { MailId } from '../../../shared/message/mail.ts';
import { MINUTE, SECOND, toEpochSeconds } from '../../../shared/time/units.ts';
import { createSender, ID, messageOf } from './support/sender.ts';

const record = (bodyHash: string) => ({
  id: 'a' as MailId,
  bodyHash,
  echo: { stream: 'marketing', pool: 'default' },
  ttl: toEpochSeconds(1),
});

describe('a mail that was sent again after a doubt', () => {
  it.each(['expired', 'cancelled', 'suppressed', 'undeliverable'] as const)(
    'ends in doubt, not as %s: it may have left the first time',
    (kind) => {
      expect(doubtful({ resent: true }, { kind, at: 7 })).toMatchObject({ kind: 'inDoubt', at: 7 });
      expect(doubtful({}, { kind, at: 7 })).toEqual({ kind, at: 7 });
    },
  );
});

describe('a doubt about a mail that was sent again', () => {
  it('is held, not sent a third time', async () => {
    const sender = createSender();
    sender.answer({ kind: 'unknown', text: 'time-out' });
    await sender.run(messageOf({ stream: 'transactional' }, { resent: true }));
    const [doubtful] = sender.again;
    if (!doubtful) throw new Error('no doubt was raised');
    sender.clock.advance(doubtful.delaySeconds * SECOND + MINUTE);
    await sender.run({ recordId: 'r2', body: doubtful.body, envelope: doubtful.envelope });
    expect(sender.returned).toEqual([]);
    expect(sender.records.get(ID)).toMatchObject({ state: 'ended', ending: { kind: 'inDoubt' } });
    expect(sender.doubts.has(ID)).toBe(true);
  });
});

describe('an id that a sender has set free', () => {
  it('stays with its first content', async () => {
    const store = createMemoryDeliveryStore();
    await store.putIfFree({ ...record('first'), state: 'free' });
    expect(await store.putIfFree({ ...record('second'), state: 'claimed', until: 9 })).toMatchObject({
      ok: false,
    });
    expect(await store.putIfFree({ ...record('first'), state: 'claimed', until: 9 })).toEqual({ ok: true });
  });
});
