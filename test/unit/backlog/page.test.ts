import { describe, expect, it } from 'vitest';
import { prefixOf, readyAtOf } from '../../../shared/backlog/group.ts';
import { buildPage, decodeLine, type ParkedMail } from '../../../shared/backlog/page.ts';
import { readGroup } from '../../../shared/backlog/read-group.ts';
import { ulid, ulidTime } from '../../../shared/backlog/ulid.ts';
import { createMemoryPageStore } from '../../../shared/memory/backlog-store.ts';
import { LANES } from '../../../shared/message/envelope.ts';
import { mxKey } from '../../../shared/quota/key.ts';
import { MINUTE } from '../../../shared/time/units.ts';
import { seeded } from '../../property/world/random.ts';

const NOW = Date.UTC(2026, 0, 5, 8);
const key = mxKey('default', 'rule', 'orbit');
const random = seeded(3);

const parked = (body: string, more: Partial<ParkedMail> = {}): ParkedMail => ({
  key,
  body,
  stream: 'marketing',
  readyAt: NOW,
  lookAt: NOW,
  opens: true,
  envelope: { v: 1, firstSeen: NOW, expiresAt: NOW + MINUTE, lane: LANES.fresh, hops: 0 },
  ...more,
});

/** Bodies that byte offsets could stumble over. */
const BODIES = [
  'plain',
  '',
  'line\nbreaks\r\nand "quotes" \\ and \u0000 and \u2028',
  'übergröße €  𝄞 👩‍👩‍👧',
  '\ufeffmark, \ufffe and \uffff, half \ud800 a pair',
  'x'.repeat(1_048_576),
  '{"envelope":{},"body":""}',
];

async function stored(mails: readonly ParkedMail[], now = NOW) {
  const pages = createMemoryPageStore();
  const { object, bytes, groups } = buildPage(mails, { now, random });
  await pages.put(object, bytes);
  return { pages, bytes, groups };
}

describe('a page', () => {
  it.each([1, 2, 3, 100])(
    'gives back the very bodies, read %i lines at a time from cursor to cursor',
    async (most) => {
      const { pages, groups } = await stored([
        ...BODIES.map((body) => parked(body)),
        parked('other', { campaign: 'b' }),
      ]);
      const bodies: string[] = [];
      let [group] = groups;
      while (group && group.cursor < group.count) {
        const lines = await readGroup(pages, group, most);
        expect(lines.length).toBeLessThanOrEqual(most);
        bodies.push(...lines.map(({ mail }) => (typeof mail === 'string' ? 'broken' : mail.body)));
        group = { ...group, cursor: group.cursor + lines.length, cursorByte: lines.at(-1)?.endByte ?? 0 };
      }
      expect(bodies).toEqual(BODIES);
    },
  );

  it('has one group for each key, lane, stream and campaign, which follow each other without a gap', async () => {
    const lane = { ...parked('').envelope, lane: LANES.returned };
    const { groups, bytes } = await stored([
      parked('1'),
      parked('2', { campaign: 'b' }),
      parked('3', { stream: 'news' }),
      parked('4', { envelope: lane }),
      parked('5', { key: mxKey('default', 'rule', 'other') }),
      parked('6'),
    ]);
    expect(groups.map(({ count }) => count)).toEqual([2, 1, 1, 1, 1]);
    expect(groups.map(({ sk }) => prefixOf(sk))).toEqual([
      '2#marketing##',
      '2#marketing#b#',
      '2#news##',
      '0#marketing##',
      '2#marketing##',
    ]);
    const ends = groups.map(({ offset, bytes: length }) => offset + length);
    expect(groups.map(({ offset }) => offset)).toEqual([0, ...ends.slice(0, -1)]);
    expect(ends.at(-1)).toBe(bytes.length);
  });

  it('keeps mail that is not ready yet apart, by the second in which it is', async () => {
    const readyAt = NOW + MINUTE + 1;
    const { groups } = await stored([
      parked('now'),
      parked('later', { readyAt }),
      parked('as late', { readyAt: readyAt + 998 }),
    ]);
    expect(groups.map(({ count }) => count)).toEqual([1, 2]);
    expect(groups.map(readyAtOf)).toEqual([NOW, NOW + MINUTE + 1_000]);
  });

  it('never lets mail be read before it is ready', async () => {
    const { groups } = await stored([parked('later', { readyAt: NOW + 1 })]);
    expect(groups.map(readyAtOf)).toEqual([NOW + 1_000]);
  });

  it('sorts behind a page of the same campaign that was written a millisecond before', async () => {
    const before = await stored([parked('first', { readyAt: NOW })], NOW + 400);
    const after = await stored([parked('second', { readyAt: NOW })], NOW + 401);
    expect((before.groups[0]?.sk ?? '') < (after.groups[0]?.sk ?? '')).toBe(true);
  });

  it('that is gone or cut off gives no lines', async () => {
    const { groups } = await stored([parked('lost')]);
    const [group] = groups;
    if (!group) throw new Error('no group');
    expect(await readGroup(createMemoryPageStore(), group, 10)).toEqual([]);
    const pages = createMemoryPageStore();
    await pages.put(group.object, new Uint8Array(5));
    expect(await readGroup(pages, group, 10)).toEqual([]);
  });
});

describe('a line', () => {
  it.each([
    '',
    'x',
    '{',
    'null',
    '7',
    '[]',
    '{"body":"b"}',
    '{"envelope":{},"body":"b"}',
    '{"envelope":{"expiresAt":1}}',
  ])('that holds no mail is given as its text: %s', (text) => {
    expect(decodeLine(new TextEncoder().encode(text))).toBe(text);
  });
});

describe('a ULID', () => {
  it('says its time, and sorts by it', () => {
    expect(ulidTime(ulid(NOW, random))).toBe(NOW);
    expect(ulid(NOW, () => 0.999) < ulid(NOW + 1, () => 0)).toBe(true);
    expect(ulid(NOW, random)).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  });
});
