import { describe, expect, it } from 'vitest';
import type { TappedBounce } from '../../../local/demo/acts/feedback-tap.ts';
import { duplicateStep } from '../../../local/demo/script/duplicate.ts';
import { forgedStep, VICTIM } from '../../../local/demo/script/forged.ts';
import { levelStep } from '../../../local/demo/script/level.ts';
import { lateBounceStep, suppressedStep } from '../../../local/demo/script/seen.ts';
import type { Scene } from '../../../local/demo/script/step.ts';
import type { OutcomeEvent } from '../../../shared/outcome/event.ts';
import type { QuotaKey } from '../../../shared/quota/key.ts';
import type { KeyStatus } from '../../../shared/quota/key-status.ts';
import { event } from './support.ts';

const scene = (more: Partial<Scene> = {}): Scene => ({
  now: 1_000_000,
  millis: 10_000,
  events: [],
  statuses: [],
  bounces: [],
  ...more,
});

const bounceOf = (mailId: string, recipient: string, status: string): TappedBounce => ({
  mailId,
  recipient,
  status,
  json: JSON.stringify({ mail: { destination: [recipient] }, bounce: { to: recipient } }),
});

const TO: Readonly<Record<string, string>> = {
  m1: 'full@x.test',
  m2: 'full@x.test',
  m3: 'full@x.test',
  m4: 'full@x.test',
  v1: VICTIM,
  v2: VICTIM,
};
const toOf = (id: string): string => TO[id] ?? id;

describe('a duplicated event', () => {
  const counted = (id: string, count: number): OutcomeEvent =>
    event(id, 'bounced', { quarantine: { step: 'counted', count, of: 3 } });
  const suppressed = event('m3', 'suppressed', { by: 'quarantine' });

  it.each([
    ['is right when the next bounce is the second', [counted('m1', 1), counted('m2', 2)], true],
    ['is right when the next was read first', [counted('m1', 2), counted('m2', 1)], true],
    ['is wrong when a copy was counted', [counted('m1', 1), counted('m2', 3)], false],
    ['is wrong when the copies led to quarantine', [counted('m1', 1), suppressed], false],
    ['is undecided until the next bounce', [counted('m1', 1)], undefined],
  ])('%s', async (_what, events, ok) => {
    const published: string[] = [];
    const step = duplicateStep(async (json) => void published.push(json), toOf);
    const bounces = [bounceOf('m1', 'full@x.test', '5.2.2')];
    await step.look(scene({ bounces, events: events.slice(0, 1) }));
    expect(published).toEqual([bounces[0]?.json, bounces[0]?.json]);
    await step.look(scene({ bounces, events }));
    expect((await step.end()).ok).toBe(ok);
  });

  it('leads to quarantine after three mails, as it should', async () => {
    const step = duplicateStep(async () => {}, toOf);
    const bounces = [bounceOf('m1', 'full@x.test', '5.2.2')];
    const third = event('m4', 'bounced', { quarantine: { step: 'quarantined' } });
    await step.look(scene({ bounces }));
    await step.look(scene({ bounces, events: [counted('m1', 1), counted('m2', 2), third, suppressed] }));
    expect((await step.end()).ok).toBe(true);
  });
});

describe('a forged event', () => {
  const forged = async (events: readonly OutcomeEvent[], reason: string | undefined) => {
    const published: string[] = [];
    const step = forgedStep(
      async (json) => void published.push(json),
      async () => reason,
      toOf,
    );
    const bounces = [bounceOf('m1', 'nobody@x.test', '5.1.1')];
    await step.look(scene({ bounces }));
    await step.look(scene({ bounces, events }));
    return { published, result: await step.end() };
  };

  it('speaks of the victim alone, and is right when it was put aside', async () => {
    const { published, result } = await forged(
      [event('v1', 'delivered'), event('v2', 'delivered')],
      'not its mail',
    );
    expect(published).toEqual([expect.stringContaining(VICTIM)]);
    expect(published[0]).not.toContain('nobody@x.test');
    expect(result).toMatchObject({ ok: true, effect: expect.stringContaining('got the next mail too') });
  });

  it('is wrong when its victim is not mailed any more', async () => {
    expect((await forged([event('v2', 'suppressed')], 'not its mail')).result).toMatchObject({ ok: false });
  });

  it('is undecided when nobody has looked at it', async () => {
    expect((await forged([], undefined)).result).not.toHaveProperty('ok');
  });
});

describe('a changed level', () => {
  const status = (limit: number, used: number): KeyStatus => ({
    key: 'shared|rule|northmail' as QuotaKey,
    limit,
    periodMillis: 60_000,
    used,
    waiting: 0,
    state: 'pacing',
  });

  it.each([
    ['is right when the counter goes on', 130, true],
    ['is wrong when it starts anew', 5, false],
  ])('%s', async (_what, used, ok) => {
    const levels: string[] = [];
    const control = {
      load: async () => ({ orders: [], holds: [] }),
      putLevel: async (pool: string, { level }: { level: string }) => void levels.push(`${pool} ${level}`),
    };
    const pool = { name: 'shared', ipCount: 1, level: 'normal', configurationSets: [] } as const;
    const deployment = { settings: { pools: { shared: pool } } };
    const step = levelStep({ control, deployment } as never);
    await step.look(scene({ statuses: [status(480, 120)] }));
    expect(levels).toEqual(['shared fast']);
    expect(step.raised()).toBe(true);
    await step.look(scene({ statuses: [status(480, 125)] }));
    await step.look(scene({ statuses: [status(720, used)] }));
    expect(await step.end()).toMatchObject({ ok });
  });
});

describe('what is only waited for', () => {
  it('is a bounce of a mail that was delivered, not of any other', async () => {
    const step = lateBounceStep(toOf);
    const delivered = event('m1', 'delivered', { at: '2026-01-01T00:00:00.000Z' });
    expect(await step.look(scene({ events: [delivered, event('m2', 'bounced')] }))).toEqual([]);
    const bounced = event('m1', 'bounced', { at: '2026-01-01T00:00:06.000Z' });
    expect(await step.look(scene({ events: [event('m2', 'bounced'), bounced, delivered] }))).toEqual([
      'full@x.test was delivered, and sent back 6 s later: both events went to upstream',
    ]);
    expect(await step.end()).toMatchObject({ ok: true });
  });

  it('is a mail that quarantine keeps back, not one that SES does', async () => {
    const step = suppressedStep(toOf);
    await step.look(scene({ events: [event('m2', 'suppressed', { by: 'ses' })] }));
    expect(await step.end()).not.toHaveProperty('ok');
    await step.look(
      scene({ events: [event('m1', 'bounced'), event('m2', 'suppressed', { by: 'quarantine' })] }),
    );
    expect(await step.end()).toMatchObject({ ok: true });
  });
});
