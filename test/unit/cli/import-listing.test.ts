import { describe, expect, it } from 'vitest';
import { type ListingDefaults, readListing } from '../../../cli/import/listing.ts';
import { readDate } from '../../../cli/read-date.ts';
import { DAY } from '../../../shared/time/units.ts';

const NOW = Date.parse('2026-11-26T12:00:00Z');
const defaults: ListingDefaults = { by: 'ada, import of bad.csv', at: 5, now: NOW };
const address = 'jane@x.example';

describe('a row of a list', () => {
  it('is an act of whoever imports, at the time of the file', () => {
    expect(readListing({ line: 1, address: ' Jane@X.example ' }, defaults)).toEqual({
      ok: true,
      listing: {
        address,
        dated: false,
        act: { kind: 'act', act: 'quarantine', at: 5, by: 'ada, import of bad.csv' },
      },
    });
  });

  it.each([
    ['BOUNCE', { act: 'quarantine', reason: 'userUnknown' }],
    ['User unknown', { act: 'quarantine', reason: 'userUnknown' }],
    ['mailbox_full', { act: 'quarantine', reason: 'mailboxFull' }],
    ['COMPLAINT', { act: 'deny' }],
    ['gone since May', { act: 'quarantine', why: 'gone since May' }],
    ['ask bob@x.example', { act: 'quarantine', why: 'ask b***@x.example' }],
  ])('with the reason %s comes to %o', (reason, act) => {
    const read = readListing({ line: 1, address, reason }, defaults);
    expect(read).toMatchObject({ ok: true, listing: { act } });
  });

  it.each([
    ['takes the list and the reason of the command where it has none', {}, { act: 'deny' }],
    ['keeps its own list', { list: 'quarantine' }, { act: 'quarantine', reason: 'refused' }],
    ['can be for the allowlist', { list: 'allowlist' }, { act: 'allow' }],
  ])('%s', (_, row, act) => {
    const read = readListing(
      { line: 1, address, ...row },
      { ...defaults, list: 'denylist', reason: 'refused' },
    );
    expect(read).toMatchObject({ ok: true, listing: { act } });
  });

  it('that complained goes to the denylist whatever the command says', () => {
    const read = readListing({ line: 1, address, reason: 'COMPLAINT' }, { ...defaults, list: 'quarantine' });
    expect(read).toMatchObject({ ok: true, listing: { act: { act: 'deny' } } });
  });

  it.each([
    ['no address', { address: 'jane.doe' }, 'j***: there is no @'],
    ['a local part that SES does not take', { address: 'jäne@x.example' }, 'j***@x.example'],
    ['an unknown list', { address, list: 'grey' }, 'list grey: must be quarantine'],
    ['an ambiguous date', { address, date: '03/04/2026' }, 'date 03/04/2026: write it as'],
    ['a date that lies ahead', { address, date: NOW + 2 * DAY }, 'it lies ahead'],
    ['a line that could not be read', { problem: 'it is no JSON object' }, 'it is no JSON object'],
  ])('with %s is refused, and its address masked', (_, row, problem) => {
    const read = readListing({ line: 1, ...row }, defaults);
    expect(read).toMatchObject({ ok: false, problem: expect.stringContaining(problem) });
    expect(JSON.stringify(read)).not.toMatch(/jane|jäne/);
  });
});

describe('a date', () => {
  it.each([
    ['2026-11-20', '2026-11-20T00:00:00.000Z'],
    ['2026-11-20 10:00', '2026-11-20T10:00:00.000Z'],
    ['2026-11-20 10:00:00 UTC', '2026-11-20T10:00:00.000Z'],
    ['2026-11-20T10:00:00+01:00', '2026-11-20T09:00:00.000Z'],
    [1_763_719_200, '2025-11-21T10:00:00.000Z'],
    ['1763719200.512', '2025-11-21T10:00:00.512Z'],
    [1_763_719_200_512, '2025-11-21T10:00:00.512Z'],
  ])('is read from %s', (text, iso) => expect(readDate(text)).toBe(Date.parse(iso)));

  it.each(['20/11/2026', '2026-13-01', 'yesterday', '', '2026'])('is none: %j', (text) =>
    expect(readDate(text)).toBeUndefined(),
  );
});
