import { describe, expect, it } from 'vitest';
import type { MailId } from '../../../shared/message/mail.ts';
import type { AddressRecord } from '../../../shared/ports/quarantine-store.ts';
import type { Entry } from '../../../shared/quarantine/entry.ts';
import { forgotten } from '../../../shared/quarantine/forget.ts';
import { merged } from '../../../shared/quarantine/merge.ts';
import { KEEP } from '../../../shared/quarantine/prune.ts';
import { standingOf } from '../../../shared/quarantine/standing-of.ts';
import { DAY, HOUR, MINUTE } from '../../../shared/time/units.ts';
import { keyOfAddress, POLICY } from '../../support/quarantine.ts';
import { act, daily, delivered, error, handedOver, START } from './support/history.ts';

const SUBJECT = { key: keyOfAddress('ada@example.test'), address: 'Ada@Example.test' };

const merge = (record: AddressRecord | undefined, entries: readonly Entry[]) =>
  merged(record, SUBJECT, entries, POLICY);

/** One after the other, as they come; entries that say nothing new leave the record as it is. */
const arrive = (entries: readonly Entry[], record?: AddressRecord) =>
  entries.reduce<AddressRecord | undefined>((known, entry) => merge(known, [entry]) ?? known, record);

describe('a record', () => {
  it('begins with its first entries, in order of time, the address in lower case', () => {
    const [first, second] = [error('mailboxFull', 0), error('mailboxFull', DAY)];
    expect(merge(undefined, [second, first])).toEqual({
      key: SUBJECT.key,
      address: 'ada@example.test',
      entries: [first, second],
      standing: standingOf([first, second], POLICY),
      version: 1,
    });
  });

  it('grows by what it does not know yet', () => {
    const [first, second, third] = [
      error('mailboxFull', 0),
      error('mailboxFull', DAY),
      error('mailboxFull', 2 * DAY),
    ];
    const record = merge(merge(undefined, [first, third]), [first, second, third]);
    expect(record).toMatchObject({ entries: [first, second, third], version: 2 });
    expect(record?.standing.quarantine?.since).toBe(third.at);
  });

  it('is left alone by what it knows, and by nothing at all', () => {
    const entries = daily('mailboxFull', 2);
    expect(merge(merge(undefined, entries), entries)).toBeUndefined();
    expect(merge(merge(undefined, entries), [])).toBeUndefined();
    expect(merge(undefined, [])).toBeUndefined();
  });

  it.each([
    { first: 'refused', second: 'mailboxFull', stays: 'mailboxFull' },
    { first: 'mailboxFull', second: 'refused', stays: 'mailboxFull' },
    { first: 'userUnknown', second: 'inactiveUser', stays: 'userUnknown' },
    { first: 'inactiveUser', second: 'userUnknown', stays: 'userUnknown' },
  ] as const)('of one event judged $first, then $second, keeps $stays', ({ first, second, stays }) => {
    const mail = 'judged-twice' as MailId;
    const record = arrive([error(first, 0, { mail }), error(second, 0, { mail })]);
    expect(record?.entries).toEqual([error(stays, 0, { mail })]);
  });

  it('gets the address from whoever knows it, until it is forgotten', () => {
    const nameless = merged(undefined, { key: SUBJECT.key }, daily('mailboxFull', 1), POLICY);
    expect(nameless).not.toHaveProperty('address');
    const named = arrive([error('mailboxFull', 3 * DAY)], nameless);
    expect(named?.address).toBe('ada@example.test');
    const again = named && arrive([error('mailboxFull', 5 * DAY)], forgotten(named));
    expect(again).toMatchObject({ forgotten: true, version: 4 });
    expect(again).not.toHaveProperty('address');
    expect(again?.entries).toHaveLength(3);
  });
});

describe('a record that is forgotten', () => {
  it('keeps what operators did, and nothing of what they wrote', () => {
    const why = 'Jane Doe asked by phone';
    const record = arrive([{ ...act('quarantine', 0), why } as Entry]);
    const left = record && forgotten(record);
    expect(JSON.stringify(left)).not.toContain('Jane');
    expect(left?.standing).toEqual(record?.standing);
    expect(left?.entries).toHaveLength(1);
  });
});

describe('pruning', () => {
  const minutes = (count: number, from = 0) =>
    Array.from({ length: count }, (_, at) => handedOver(from + at * MINUTE));

  it('keeps the 60 newest entries as they are', () => {
    const sixty = minutes(KEEP.entries);
    expect(arrive(sixty)).toMatchObject({ entries: sixty });
    expect(arrive(sixty)).not.toHaveProperty('base');
    const one = handedOver(KEEP.entries * MINUTE);
    expect(arrive([...sixty, one])).toMatchObject({
      entries: [...sixty.slice(1), one],
      base: { until: START },
    });
  });

  it('folds an entry older than 60 days before the newest, and none of exactly 60', () => {
    const first = error('mailboxFull', 0);
    const exactly = act('disallow', KEEP.age);
    expect(arrive([first, exactly])).toMatchObject({ entries: [first, exactly] });
    const record = arrive([first, exactly, act('disallow', KEEP.age + 1)]);
    expect(record?.entries).not.toContain(first);
    expect(record).toMatchObject({
      base: { until: first.at, standing: { counts: { mailboxFull: [first.at] } } },
      standing: { counts: { mailboxFull: [first.at] } },
    });
  });

  it('drops what comes from before the base, however grave', () => {
    const record = arrive(minutes(KEEP.entries + 5, HOUR));
    expect(record?.base?.until).toBe(START + HOUR + 4 * MINUTE);
    expect(merge(record, [error('userUnknown', 0)])).toBeUndefined();
    expect(merge(record, [error('userUnknown', HOUR + 4 * MINUTE)])).toBeUndefined();
    expect(merge(record, [error('userUnknown', HOUR + 4 * MINUTE + 1)])?.standing.quarantine).toBeDefined();
  });

  it('goes on counting from the base', () => {
    const record = arrive([
      ...daily('mailboxFull', 2),
      ...minutes(80, 2 * DAY),
      error('mailboxFull', 3 * DAY),
    ]);
    expect(record?.entries.some(({ at }) => at < START + 2 * DAY)).toBe(false);
    expect(record?.standing.quarantine).toMatchObject({ reason: 'mailboxFull', since: START + 3 * DAY });
  });

  it('keeps quiet days quiet: a folded mail that nobody sent back still resets the counters', () => {
    const record = arrive([...daily('mailboxFull', 2), ...minutes(80, 2 * DAY), act('allow', 3 * DAY)]);
    const later = arrive([...minutes(60, 4 * DAY), error('mailboxFull', 12 * DAY)], record);
    expect(later?.standing.counts).toEqual({ mailboxFull: [START + 12 * DAY] });
  });

  it('keeps a folded delivery until it takes effect, and no longer', () => {
    const record = arrive([
      error('mailboxFull', 0),
      delivered(HOUR, 'd' as MailId),
      ...minutes(80, 2 * HOUR),
    ]);
    expect(record?.entries[0]).toEqual(delivered(HOUR, 'd' as MailId));
    expect(record?.entries).toHaveLength(KEEP.entries + 1);
    const after = arrive(minutes(KEEP.entries + 1, 2 * DAY + HOUR), record);
    expect(after?.standing.counts).toEqual({});
    expect(after?.entries).toHaveLength(KEEP.entries);
  });

  it('lets the bounce of a folded delivery take it back', () => {
    const mail = 'd' as MailId;
    const record = arrive([
      error('mailboxFull', 0),
      delivered(HOUR, mail),
      ...minutes(80, 2 * HOUR),
      error('refused', DAY, { mail }),
      act('disallow', 4 * DAY),
    ]);
    expect(record?.standing.counts).toEqual({ mailboxFull: [START] });
    expect(record?.entries.some(({ kind }) => kind === 'delivered')).toBe(false);
  });

  it('bounds the deliveries that wait: the oldest stay', () => {
    const deliveries = Array.from({ length: 200 }, (_, at) => delivered(HOUR + at * MINUTE));
    const record = arrive([error('mailboxFull', 0), ...deliveries]);
    expect(record?.entries).toHaveLength(KEEP.entries + KEEP.waiting);
    expect(record?.entries.slice(0, KEEP.waiting)).toEqual(deliveries.slice(0, KEEP.waiting));
    expect(arrive([act('disallow', HOUR + 2 * DAY)], record)?.standing.counts).toEqual({});
  });

  it('remembers a folded error of a mail of which newer entries speak', () => {
    const mail = 'm' as MailId;
    const record = arrive([
      error('mailboxFull', 0, { mail }),
      ...minutes(30, HOUR),
      error('mailboxFull', DAY, { mail }),
      ...minutes(58, DAY + HOUR),
    ]);
    expect(record?.base).toBeDefined();
    const again = arrive([error('mailboxFull', 3 * DAY, { mail })], record);
    expect(again?.entries[0]).toEqual(error('mailboxFull', 0, { mail }));
    expect(again?.standing.counts).toEqual({ mailboxFull: [START] });
  });
});
