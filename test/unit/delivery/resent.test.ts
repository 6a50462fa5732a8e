import { describe, expect, it } from 'vitest';
import { doubtful } from '../../../shared/delivery/doubtful.ts';
import { createMemoryDeliveryStore } from '../../../shared/memory/delivery-store.ts';
import type { MailId } from '../../../shared/message/mail.ts';
import { toEpochSeconds } from '../../../shared/time/units.ts';

const record = (bodyHash: string) => ({
  id: 'a' as MailId,
  bodyHash,
  echo: { stream: 'marketing', pool: 'default' },
  ttl: toEpochSeconds(1),
});

describe('a mail that was sent again after a doubt', () => {
  it.each(['expired', 'cancelled'] as const)(
    'ends in doubt, not as %s: it may have left the first time',
    (kind) => {
      expect(doubtful({ resent: true }, { kind, at: 7 })).toMatchObject({ kind: 'inDoubt', at: 7 });
      expect(doubtful({}, { kind, at: 7 })).toEqual({ kind, at: 7 });
    },
  );
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
