import { describe, expect, it } from 'vitest';
import type { MailId } from '../../../shared/message/mail.ts';
import type { OutcomeEvent, OutcomeKind } from '../../../shared/outcome/event.ts';
import { watchOutcomes } from '../../../shared/outcome/watch-outcomes.ts';
import type { Log } from '../../../shared/ports/log.ts';

const event = (kind: OutcomeKind, more: Partial<OutcomeEvent> = {}): OutcomeEvent => ({
  v: 1,
  eventId: `${kind}-1`,
  id: 'mail-1' as MailId,
  at: '2026-01-05T08:00:00.000Z',
  kind,
  stream: 'marketing',
  pool: 'shared',
  ...more,
});

async function told(events: readonly OutcomeEvent[], lost: readonly string[] = []) {
  const counted: string[] = [];
  const lines: (readonly [string, Readonly<Record<string, unknown>> | undefined])[] = [];
  const published: OutcomeEvent[] = [];
  const log: Log = {
    info: (what, fields) => void lines.push([what, fields]),
    warn: (what, fields) => void lines.push([what, fields]),
    count: (metric: string, by = 1, rule?: string) =>
      void counted.push([metric, by, rule].filter((one) => one !== undefined).join(' ')),
  };
  const outcomes = watchOutcomes(
    {
      publish: async (all) => {
        published.push(...all);
        return new Set(lost);
      },
    },
    log,
  );
  return { answer: await outcomes.publish(events), counted, lines, published };
}

describe('outcomes', () => {
  it.each<[OutcomeKind, Partial<OutcomeEvent>, readonly string[]]>([
    ['handedOver', { rule: 'orbit' }, ['HandedOver 1 orbit']],
    ['handedOver', {}, ['HandedOver 1']],
    ['bounced', { rule: 'orbit', quarantine: { step: 'quarantined' } }, ['Bounced 1 orbit', 'Quarantined 1']],
    ['bounced', { rule: 'orbit', quarantine: { step: 'counted', count: 1, of: 3 } }, ['Bounced 1 orbit']],
    ['delayed', { rule: 'orbit' }, ['Delayed 1 orbit']],
    ['suppressed', { by: 'ses' }, ['Suppressed 1', 'SuppressedBySes 1']],
    ['suppressed', { by: 'quarantine' }, ['Suppressed 1']],
    ['expired', { rule: 'orbit' }, ['Expired 1']],
    ['complained', { rule: 'orbit' }, ['Complained 1']],
    ['inDoubt', {}, ['InDoubt 1']],
    ['duplicate', {}, ['Duplicates 1']],
  ])('of kind %s, %j, are counted as %j', async (kind, more, expected) => {
    const one = event(kind, more);
    const { counted, published } = await told([one]);
    expect(counted.map((line) => (line.includes(' ') ? line : `${line} 1`))).toEqual(expected);
    expect(published).toEqual([one]);
  });

  it('that were lost are answered, and neither counted nor told', async () => {
    const { answer, counted, lines } = await told([event('bounced'), event('expired')], ['bounced-1']);
    expect(answer).toEqual(new Set(['bounced-1']));
    expect(counted).toEqual(['Expired 1']);
    expect(lines).toHaveLength(1);
  });

  it('that failed have a line each, with the MX host, its words, and nobody’s address or metadata', async () => {
    const { lines } = await told([
      event('bounced', {
        mx: 'mx1.test',
        rule: 'orbit',
        reason: 'mailboxFull',
        reply: 'full'.repeat(200),
        metadata: { who: 'ada' },
      }),
    ]);
    const [[what, fields] = []] = lines;
    expect(what).toBe('mail failed');
    expect(fields).toMatchObject({
      mailId: 'mail-1',
      outcome: 'bounced',
      mx: 'mx1.test',
      reason: 'mailboxFull',
    });
    expect(String(fields?.['text'])).toHaveLength(300);
    expect(fields).not.toHaveProperty('metadata');
  });

  it.each(['handedOver', 'delivered', 'cancelled'] as const)(
    'of kind %s have no line of their own',
    async (kind) => {
      expect((await told([event(kind)])).lines).toEqual([]);
    },
  );
});
