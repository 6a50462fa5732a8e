import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ProviderOptions } from '../../../local/servers/provider.ts';
import type { OutcomeEvent } from '../../../shared/outcome/event.ts';
import { mailTo } from '../../property/world/mails.ts';
import { mxp } from './child.ts';
import { type DeskEngine, startDeskEngine } from './desk-engine.ts';

/** Takes no mail, and says so in words that no rule can know. */
const QUUX: ProviderOptions = {
  name: 'Quux',
  mxHosts: ['*.quux.test'],
  policies: [
    {
      rcpt: (to) => ({
        code: 550,
        text: to.startsWith('away')
          ? `5.0.0 the quux of ${to} gathers mushrooms and is back on Tuesday`
          : `5.0.0 <${to}> quuxes no longer, and never will again`,
      }),
    },
  ],
};

const GONE = ['gone1', 'gone2', 'gone3'];
const RULE = 'own-quuxes-no-longer';

/** One engine for the file; its tests build on each other, as an operator's day does. */
let desk: DeskEngine;
/** Of the text of those that are gone, and of the one who is away. */
let gone = '';
let away = '';

beforeAll(async () => {
  desk = await startDeskEngine(undefined, [QUUX]);
});

afterAll(() => desk?.stop());

const json = async (...args: readonly string[]) => {
  const { code, out, err } = await mxp([...args, '--json']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out);
};

const send = async (...locals: readonly string[]) => {
  const lines = locals.map((local) => mailTo(`${local}@quux.test`, `to-${local}`));
  expect(await mxp(['send', '-'], lines.join('\n'))).toMatchObject({ code: 0 });
};

const WAIT = { timeout: 20_000, interval: 200 };

/** What upstream hears of a mail, once it hears that. */
const hears = (id: string, kind: OutcomeEvent['kind']): Promise<OutcomeEvent | undefined> =>
  vi.waitFor(() => {
    const event = [...desk.outcomes.events.values()].find((one) => one.id === id && one.kind === kind);
    expect(event).toBeDefined();
    return event;
  }, WAIT);

const unknown = async (...args: readonly string[]) => (await json('bounces', 'unknown', ...args)).texts;
const suppressed = async () => (await json('quarantine', 'list')).addresses;
const recordOf = (local: string) => json('quarantine', 'show', `${local}@quux.test`);

describe('replies that no rule knows', () => {
  it('are counted by their text, however many addresses they name, and quarantine none of them', async () => {
    await send(...GONE, 'away');
    const bounces = await Promise.all([...GONE, 'away'].map((local) => hears(`to-${local}`, 'bounced')));
    for (const bounce of bounces) expect(bounce).toMatchObject({ type: 'soft', reason: 'unreachable' });
    // They are counted after upstream has heard of them.
    const texts = await vi.waitFor(async () => {
      const listed = await unknown();
      expect(listed.map(({ count }: { readonly count: number }) => count)).toEqual([3, 1]);
      return listed;
    }, WAIT);
    expect(texts).toMatchObject([
      {
        text: '550 5.0.0 <*> quuxes no longer, and never will again',
        first: expect.stringMatching(/^550 5\.0\.0 <g\*\*\*@quux\.test> quuxes no longer/),
        mxHost: 'mx.quux.test',
        draft: { patterns: ['quuxes no longer, and never will again'], type: 'soft', reason: 'unreachable' },
      },
      { text: '550 5.0.0 the quux of * gathers mushrooms and is back on tuesday' },
    ]);
    const times = bounces.slice(0, -1).map((bounce) => bounce?.at);
    expect(texts[0].lastAt).toBe(times.sort().at(-1));
    expect(await suppressed()).toEqual([]);
    [gone, away] = texts.map(({ id }: { readonly id: string }) => id);
  });

  it('may be kept as they are, off the list, and be listed again', async () => {
    await json('bounces', 'keep', away, '--why', 'they will be back');
    expect(await unknown()).toMatchObject([{ id: gone }]);
    expect(await unknown('--all')).toMatchObject([{ id: gone }, { kept: { why: 'they will be back' } }]);
    await json('bounces', 'keep', away, '--undo');
    expect(await unknown()).toHaveLength(2);
  });

  it('are known by a rule of one’s own, once it was shown and is meant', async () => {
    const rule = ['bounces', 'rule', gone, '--reason', 'userUnknown', '--name', RULE];
    const meant = { rule: { id: RULE, type: 'hard', reason: 'userUnknown' } };
    expect(await json(...rule)).toMatchObject({ done: false, ...meant });
    expect(await unknown()).toHaveLength(2);
    expect(await json(...rule, '--yes')).toMatchObject({ done: true, ...meant });
    expect(await unknown()).toMatchObject([{ id: away }]);
  });

  it('are judged anew by it from the evidence: first shown, then done, and once', async () => {
    const meant = { read: 4, addresses: 3, quarantined: 3, changes: { 'unreachable → userUnknown': 3 } };
    expect(await json('bounces', 'reclassify')).toMatchObject({ dryRun: true, ...meant });
    expect(await suppressed()).toEqual([]);
    expect((await recordOf('gone1')).evidence).toMatchObject([{ reason: 'unreachable' }]);

    expect(await json('bounces', 'reclassify', '--yes')).toMatchObject({ dryRun: false, ...meant });
    const addresses = GONE.map((local) => `${local}@quux.test`);
    expect((await suppressed()).map((one: { readonly address: string }) => one.address).sort()).toEqual(
      addresses,
    );
    const { evidence } = await recordOf('gone1');
    expect(evidence).toMatchObject([{ type: 'hard', reason: 'userUnknown', bounceRule: RULE }]);
    expect(await json('bounces', 'reclassify')).toMatchObject({ addresses: 0 });
  });

  it('are ignored where nothing failed, and what they were charged with is taken back', async () => {
    expect((await recordOf('away')).entries).toMatchObject([{ kind: 'error', reason: 'unreachable' }]);
    expect(await json('bounces', 'ignore', away, '--reclassify', '--yes')).toMatchObject({
      rule: { type: 'ignored' },
      done: true,
      reclassified: { addresses: 1, quarantined: 0, changes: { 'unreachable → ignored': 1 } },
    });
    expect((await recordOf('away')).entries).toEqual([]);
    expect((await mxp(['bounces'])).out).toBe('No reply is unknown.\n');
  });
});

it('mail to an address that was judged anew is suppressed', async () => {
  const again = mailTo('gone1@quux.test', 'again');
  await mxp(['send', '-'], again);
  expect(await hears('again', 'suppressed')).toMatchObject({ by: 'quarantine' });
});

it('a bounce in the same words is known by the new rule as soon as functions have it', async () => {
  let turn = 3;
  await vi.waitFor(
    async () => {
      turn += 1;
      await send(`gone${turn}`);
      const bounce = await hears(`to-gone${turn}`, 'bounced');
      expect(bounce).toMatchObject({ type: 'hard', reason: 'userUnknown', bounceRule: RULE });
    },
    { timeout: 80_000, interval: 1_000 },
  );
  expect(await suppressed()).toContainEqual(expect.objectContaining({ address: `gone${turn}@quux.test` }));
}, 100_000);
