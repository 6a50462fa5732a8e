import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { mxp } from './child.ts';
import { type DeskEngine, startDeskEngine } from './desk-engine.ts';

/** One engine for the file; its tests build on each other, as an operator's day does. */
let desk: DeskEngine;

beforeAll(async () => {
  vi.stubEnv('AWS_PROFILE', 'somebody');
  desk = await startDeskEngine();
});

afterAll(() => desk?.stop());

const message = (id: string, to: string, campaign: string): string =>
  JSON.stringify({
    v: 1,
    id,
    to,
    from: 'news@example.com',
    campaign,
    content: { simple: { subject: 'Hello', text: 'Hi' } },
  });

const kindsOf = (id: string): readonly string[] =>
  [...desk.outcomes.events.values()].filter((event) => event.id === id).map(({ kind }) => kind);

/** An outcome comes by itself; the engine needs no more than a few seconds for it. */
const arrives = (id: string, kind: string) =>
  vi.waitFor(() => expect(kindsOf(id)).toContain(kind), { timeout: 20_000, interval: 100 });

const json = async (...args: readonly string[]) => {
  const { code, out, err } = await mxp([...args, '--json']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out);
};

const statusOf = async (key: string) => {
  const { keys } = await json('status');
  return keys.find((status: { readonly key: string }) => status.key === key);
};

describe('mxp on a running engine', () => {
  it('shows a deployment that nothing was sent through', async () => {
    const { code, out } = await mxp(['status']);
    expect(code).toBe(0);
    expect(out).toMatch(/^No quota key has been used yet\.\n\nSES allows 200\/s and 100000\/d; 0 sent/);
  });

  it('pauses campaigns, and refuses to pause what there is not', async () => {
    const { order } = await json('pause', '--campaign', 'winter', '--why', 'wrong price');
    expect(order).toMatchObject({
      verb: 'pause',
      scope: { kind: 'campaign', name: 'winter' },
      why: 'wrong price',
    });
    expect(await json('pause', '--campaign', 'spring')).toMatchObject({ stood: false });
    expect(await json('pause', '--campaign', 'spring')).toMatchObject({ stood: true });
    expect(await mxp(['pause', '--pool', 'nowhere'])).toMatchObject({
      code: 1,
      err: 'there is no pool nowhere; there is shared\n',
    });
  });

  it('sends the good lines of a file and names the bad ones', async () => {
    const lines = [
      message('cli-summer', 'ada@northmail.test', 'summer'),
      message('cli-winter', 'ada@velamail.test', 'winter'),
      '{"v":1,"id":"cli-bad","to":"ada.lovelace"}',
      message('cli-spring', 'ada@orbit.test', 'spring'),
    ];
    const { code, out } = await mxp(['send', '-'], lines.join('\n'));
    expect(code).toBe(1);
    expect(out).toMatch(
      /^3 mails queued at the local engine\.\n1 line refused:\n {2}line 3: .*to: "a\*\*\*"/,
    );
    expect(out).not.toContain('lovelace');
    await arrives('cli-summer', 'handedOver');
  });

  it('sends one mail by its options, ahead of others if wanted', async () => {
    const mail = [
      '--to',
      'bob@northmail.test',
      '--from',
      'Shop <news@example.com>',
      '--subject',
      'Hi',
      '--text',
      'Hello',
    ];
    expect(await json('send', '--priority', '--id', 'cli-one', ...mail)).toMatchObject({
      sent: 1,
      id: 'cli-one',
    });
    await arrives('cli-one', 'handedOver');
    const bad = await mxp(['send', ...mail, '--id', 'two words', '--json']);
    expect(bad).toMatchObject({ code: 1, out: '' });
    expect(JSON.parse(bad.err)).toEqual({ error: expect.stringMatching(/^nothing was sent: id: /) });
  });

  it('keeps paused mail back and says so', async () => {
    await vi.waitFor(async () => {
      expect(await statusOf('shared|rule|velamail')).toMatchObject({ waiting: 1, state: 'kept back' });
      expect(await statusOf('shared|rule|orbit')).toMatchObject({ waiting: 1, state: 'kept back' });
    }, 15_000);
    const { out } = await mxp(['status']);
    expect(out).toMatch(/^QUOTA KEY +LIMIT +USED +WAITING +TO DRAIN +STATE$/m);
    expect(out).toMatch(/^shared\|rule\|northmail +480\/min +2 +0 +– +(idle|pacing)$/m);
    expect(out).toMatch(/^PAUSED +campaign winter, by .*: wrong price$/m);
    expect(kindsOf('cli-winter')).toEqual([]);
  });

  it('finds rule and key of an address and of an MX host', async () => {
    const northmail = {
      rule: { id: 'northmail' },
      key: 'shared|rule|northmail',
      limit: { messages: 480, period: 'minute' },
    };
    expect(await json('rules', 'match', 'ada@nordpost.test')).toMatchObject({
      mxHost: 'mx1.northmail.test',
      ...northmail,
    });
    expect(await json('rules', 'match', 'MX2.northmail.test.')).toMatchObject({
      mxHost: 'mx2.northmail.test',
      ...northmail,
    });
    expect((await json('rules', 'list')).rules.map(({ id }: { readonly id: string }) => id)).toEqual([
      ...['northmail', 'velamail', 'orbit', 'graubrief', 'lettrine', 'sakura', 'slowpost', 'kabelpost'],
      ...['bastion', 'duomail', 'latepost', 'clearbox', 'shieldgate', 'everyone-else'],
    ]);
  });

  it('says why a domain has no rule, and what becomes of its mail', async () => {
    const unmatched = [
      ['ada@nullmx.test', 'publishes a null MX', 'ends as undeliverable'],
      ['ada@gone.invalid', 'no such domain', 'ends as undeliverable'],
      ['ada@servfail.test', 'SERVFAIL', 'waits under dns#servfail.test'],
    ] as const;
    const answers = await Promise.all(unmatched.map(([address]) => mxp(['rules', 'match', address])));
    for (const [at, [, why, fate]] of unmatched.entries())
      expect(answers[at]).toMatchObject({
        code: 1,
        out: expect.stringMatching(new RegExp(`${why}[^]*${fate}`)),
      });
  });

  it('shows what limits per day have counted, and resets one', async () => {
    const { days } = await json('quota', 'show');
    expect(days).toEqual([{ key: 'account|day', counted: 2 }]);
    expect(await json('quota', 'reset', 'account|day')).toEqual({ reset: ['account|day'] });
    expect(await json('quota', 'show')).toEqual({ days: [{ key: 'account|day', counted: 0 }] });
    expect(await mxp(['quota', 'reset', 'nothing|day'])).toMatchObject({ code: 1 });
  });

  it('lets resumed mail leave and ends cancelled mail with its outcome', { timeout: 60_000 }, async () => {
    const [resumed, cancelled] = await Promise.all([
      mxp(['resume', '--campaign', 'winter']),
      mxp(['cancel', '--campaign', 'spring', '--why', 'the season is over']),
    ]);
    expect(resumed).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^campaign winter is resumed\. 2 keys .* woken\./),
    });
    expect(cancelled).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^campaign spring first seen before .* is cancelled/),
    });
    await arrives('cli-winter', 'handedOver');
    await arrives('cli-spring', 'cancelled');
    expect(kindsOf('cli-spring')).toEqual(['cancelled']);
  });

  it('lists the orders with who gave and who ended them', async () => {
    const { orders } = await json('orders');
    expect(orders).toMatchObject([
      { verb: 'pause', scope: { name: 'spring' } },
      { verb: 'cancel', scope: { name: 'spring' }, why: 'the season is over' },
      {
        verb: 'pause',
        scope: { name: 'winter' },
        endedBy: expect.any(String),
        endedAt: expect.stringMatching(/Z$/),
      },
    ]);
  });
});
