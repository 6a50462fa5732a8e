import { beforeEach, describe, expect, it } from 'vitest';
import { textOf, unknownTexts } from '../../../cli/bounces/listing.ts';
import { listingAnswer } from '../../../cli/bounces/listing-text.ts';
import { ownRule } from '../../../cli/bounces/own-rule.ts';
import { reclassify } from '../../../cli/bounces/reclassify.ts';
import { reclassifyAnswer } from '../../../cli/bounces/reclassify-text.ts';
import { madeAnswer } from '../../../cli/bounces/rule-text.ts';
import { change } from '../../../cli/overrides/change.ts';
import { addingBounces } from '../../../cli/overrides/edits.ts';
import { createClassifier } from '../../../shared/bounce/create-classifier.ts';
import type { MailId } from '../../../shared/message/mail.ts';
import type { Evidence } from '../../../shared/ports/quarantine-store.ts';
import { DAY } from '../../../shared/time/units.ts';
import { tally } from '../../../shared/unknown/tally.ts';
import type { UnknownText } from '../../../shared/unknown/unknown-text.ts';
import { active, createDesk, keyOf, NOW } from './support/desk.ts';

const { bounces } = active.current;
const ODD = '550 jane@x.example: the quux of this person is rather unwell';
const EVEN = '550 joe@y.example: nobody is quuxed here at all, we think';

let desk: ReturnType<typeof createDesk>;
const seen = async (text: string, times: number, at = NOW) =>
  desk.connection.unknownTexts.count(tally(Array.from({ length: times }, () => ({ text, at }))), NOW);
const listing = (options: { all?: boolean; since?: number; most?: number } = {}) =>
  unknownTexts(desk.connection, { all: false, most: 9, ...options }, createClassifier);
const list = async (options: Parameters<typeof listing>[0] = {}) => (await listing(options)).texts;

beforeEach(async () => {
  desk = createDesk();
  await seen(ODD, 2);
  await seen(EVEN, 5, NOW - DAY);
  await seen('552 5.2.2 mailbox full', 9);
});

describe('the list of unknown texts', () => {
  it('names the most frequent first, each with a drafted rule, and none that is known by now', async () => {
    const texts = await list();

    expect(texts.map(({ text }) => text.count)).toEqual([5, 2]);
    expect(texts.every(({ draft }) => draft !== undefined)).toBe(true);
  });

  it('can be of late', async () => {
    expect((await list({ since: NOW - 1 })).map(({ text }) => text.count)).toEqual([2]);
  });

  it('leaves out what was kept, unless all are asked for', async () => {
    const [first] = await list();
    await desk.connection.unknownTexts.keep(first?.text.id ?? '', { at: NOW, by: 'ada' });

    expect(await list()).toHaveLength(1);
    expect(await list({ all: true })).toHaveLength(2);
    expect(listingAnswer(await listing({ all: true })).text).toContain('kept by ada');
  });

  it('says how many more there are, and names no address', async () => {
    const { text, json } = listingAnswer(await listing({ most: 1 }));

    expect(text).toContain('… and 1 more text');
    expect(text).toContain('5 ×');
    expect(text).not.toContain('joe@');
    expect(json).toMatchObject({ texts: [{ count: 5, draft: { type: 'soft' } }], more: 1 });
  });

  it('says so where no reply is unknown, and of what time', () => {
    const nothing = { texts: [], more: 0, kept: 0, others: { count: 0 } };
    expect(listingAnswer(nothing).text).toBe('No reply is unknown.');
    expect(listingAnswer({ ...nothing, since: NOW }).text).toMatch(
      /^No reply since 2\S+ \S+ UTC is unknown\.$/,
    );
  });

  it('tells of those that were kept, and of replies whose text was not', async () => {
    for (const { text } of await list())
      await desk.connection.unknownTexts.keep(text.id, { at: NOW, by: 'ada' });
    await desk.connection.unknownTexts.count({ texts: [], leftOut: 5 }, NOW - 3 * DAY);
    await desk.connection.unknownTexts.count({ texts: [], leftOut: 4 }, NOW - DAY);
    const day = new Date(NOW - DAY).toISOString().slice(0, 10);

    const { text, json } = listingAnswer(await listing());
    expect(text).toMatch(/^No reply is unknown, but:\n2 texts kept as unknown; --all lists them too\.\n/);
    expect(text).toContain(`9 replies in other texts, too many to keep, the last on ${day}`);
    expect(json).toMatchObject({ texts: [], kept: 2, others: { count: 9, lastDay: day } });
    expect(await listing({ since: NOW - DAY })).toMatchObject({ others: { count: 4 } });
    expect(await listing({ since: NOW })).toMatchObject({ kept: 1, others: { count: 0 } });
  });
});

describe('a text is named', () => {
  it('by the start of its id', async () => {
    const [one] = await list();
    expect((await textOf(desk.connection, one?.text.id.slice(0, 6) ?? '')).id).toBe(one?.text.id);
  });

  it('by one that begins no other', async () => {
    await expect(textOf(desk.connection, '')).rejects.toThrow(/^'' begins 3 ids, like /);
    await expect(textOf(desk.connection, 'zz')).rejects.toThrow('there is no unknown text zz');
  });
});

describe('an own rule for a text', () => {
  const odd = () => list().then((texts) => texts.at(-1)?.text as UnknownText);

  it.each([
    [{ reason: 'mailboxFull' }, { type: 'soft', reason: 'mailboxFull' }],
    [{ reason: 'userUnknown' }, { type: 'hard', reason: 'userUnknown' }],
    [
      { reason: 'refused', blame: 'sender' },
      { type: 'soft', reason: 'refused', blame: 'sender' },
    ],
    [
      { pattern: 'quux', name: 'quux' },
      { id: 'quux', patterns: ['quux'] },
    ],
  ] as const)('says what the operator says: %j', async (wishes, rule) => {
    expect(ownRule(await odd(), bounces, wishes)).toMatchObject(rule);
  });

  it('that nothing failed has no reason', async () => {
    const rule = ownRule(await odd(), bounces, { ignored: true });
    expect(rule).toMatchObject({ type: 'ignored' });
    expect(rule).not.toHaveProperty('reason');
  });

  it('needs a pattern where there are too few words', async () => {
    const [text] = tally([{ text: '550 no', at: NOW }]).texts;
    if (!text) throw new Error('no text');
    expect(() => ownRule(text, bounces, {})).toThrow('say --pattern REGEX');
    expect(ownRule(text, bounces, { pattern: '^550 no$' })).toMatchObject({ patterns: ['^550 no$'] });
  });

  it('is shown with what it means, and with what to do next', async () => {
    const rule = ownRule(await odd(), bounces, { reason: 'refused', blame: 'sender' });
    const make = (yes: boolean) =>
      change(desk.connection, addingBounces([rule], 'before'), { by: 'ada', yes });
    const shown = madeAnswer(rule, await make(false), undefined);

    expect(shown.json).toMatchObject({ rule, done: false });
    expect(shown.text).toContain(
      `Rule ${rule.id}\n  pattern  ${rule.patterns[0]}\n  means    soft, refused, blames sender\n`,
    );
    expect(shown.text).not.toContain('mxp bounces reclassify');
    expect(madeAnswer(rule, await make(true), undefined).text).toContain('mxp bounces reclassify');
  });

  it('is put in force as an override that the linter has nothing against', async () => {
    const rule = ownRule(await odd(), bounces, { reason: 'inactiveUser' });
    const answer = await change(desk.connection, addingBounces([rule], 'before'), { by: 'ada', yes: true });

    expect(answer.json).toMatchObject({ done: true });
    expect(answer.text).toContain(rule.id);
  });
});

describe('judging kept bounces anew', () => {
  const said = (address: string, place: number): Evidence => ({
    key: keyOf(address),
    at: NOW - (9 - 3 * place) * DAY,
    mailId: `${address}-${place}` as MailId,
    kind: 'bounced',
    source: 'ses',
    reply: ODD,
    type: 'soft',
    reason: 'unreachable',
    via: 'code',
  });
  const rule = async () =>
    ownRule((await list()).at(-1)?.text as UnknownText, bounces, { reason: 'inactiveUser' });
  const run = async (options: object) =>
    reclassify(desk.connection, {
      ahead: { rule: await rule(), version: 'next' },
      yes: false,
      onProgress: () => undefined,
      ...options,
    });

  beforeEach(async () => {
    for (const [address, times] of [
      ['thrice@x.example', 3],
      ['once@x.example', 1],
    ] as const)
      for (let place = 0; place < times; place += 1) {
        const evidence = said(address, place);
        await desk.evidence.put(evidence);
        const { mailId: mail, at } = evidence;
        await desk.record(address, { kind: 'error', mail, at, reason: 'unreachable' });
      }
  });

  it('shows first what it would do, and does nothing', async () => {
    const before = [...desk.records.values()];
    const result = await run({});

    expect(result).toMatchObject({ read: 4, addresses: 2, quarantined: 1, released: 0, tooLate: 0 });
    expect(reclassifyAnswer(result, false).text).toContain('unreachable → inactiveUser');
    expect(reclassifyAnswer(result, false).text).toContain('Nothing was done; --yes does it.');
    expect([...desk.records.values()]).toEqual(before);
  });

  it('does it, once', async () => {
    await run({ yes: true });

    expect(desk.records.get(keyOf('thrice@x.example'))?.standing.quarantine?.reason).toBe('inactiveUser');
    expect(desk.records.get(keyOf('once@x.example'))?.standing.quarantine).toBeUndefined();
    expect(await run({ yes: true })).toMatchObject({ addresses: 0 });
  });

  it('looks only at what is meant', async () => {
    expect(await run({ since: NOW - 4 * DAY })).toMatchObject({ addresses: 1 });
    expect(await run({ isMeant: () => false })).toMatchObject({ read: 4, addresses: 0 });
  });
});
