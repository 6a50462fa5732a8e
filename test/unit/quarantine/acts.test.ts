import { describe, expect, it } from 'vitest';
import { inOrder } from '../../../shared/quarantine/in-order.ts';
import { suppressionOf } from '../../../shared/quarantine/standing.ts';
import { standingOf } from '../../../shared/quarantine/standing-of.ts';
import { DAY, HOUR } from '../../../shared/time/units.ts';
import { POLICY } from '../../support/quarantine.ts';
import { act, complaint, counted, daily, delivered, error, START, suppression } from './support/history.ts';

describe('an operator', () => {
  it('quarantines for as long as errors of the reason would', () => {
    const full = [act('quarantine', 0, 'mailboxFull')];
    expect(suppression(full, 30 * DAY - 1)).toMatchObject({ releaseAt: START + 30 * DAY });
    expect(suppression(full, 30 * DAY)).toBeUndefined();
  });

  it('quarantines for good without a reason, or for one that never ends', () => {
    expect(suppression([act('quarantine', 0, 'inactiveUser')], 999 * DAY)).toEqual({
      by: 'quarantine',
      since: START,
      reason: 'inactiveUser',
    });
    expect(suppression([act('quarantine', 0)], 999 * DAY)).toEqual({ by: 'quarantine', since: START });
  });

  it('may list an address twice at one time, for two reasons: the graver holds', () => {
    const twice = [act('quarantine', 0, 'mailboxFull'), act('quarantine', 0, 'userUnknown')];
    for (const entries of [twice, twice.toReversed()])
      expect(suppression(inOrder(entries), 31 * DAY)).toMatchObject({ reason: 'userUnknown' });
  });

  it('makes a quarantine that would end one for good', () => {
    const entries = [...daily('mailboxFull', 3), act('quarantine', 5 * DAY)];
    expect(standingOf(entries, POLICY).quarantine).toEqual({ since: START + 5 * DAY });
  });

  it('denies all streams but the transactional', () => {
    const standing = standingOf([act('deny', 0)], POLICY);
    expect(suppressionOf(standing, 'news', START)).toEqual({ by: 'denylist', since: START });
    expect(suppressionOf(standing, 'transactional', START)).toBeUndefined();
  });

  it('widens the streams complained of', () => {
    const policy = { ...POLICY, complaint: { scope: 'stream' } as const };
    expect(standingOf([complaint(0, 'news'), act('deny', DAY)], policy).denylist).toEqual({
      since: START,
      streams: 'allButTransactional',
    });
  });

  it('allows an address whatever its quarantine, and not whatever its denylist', () => {
    const allowed = [error('userUnknown', 0), act('allow', HOUR)];
    expect(suppression(allowed, DAY)).toBeUndefined();
    expect(suppression([...allowed, complaint(2 * HOUR)], DAY)).toMatchObject({ by: 'denylist' });
  });

  it('allows since the first time, and takes it back: the quarantine holds again', () => {
    const allowed = [error('userUnknown', 0), act('allow', HOUR), act('allow', 2 * HOUR)];
    expect(standingOf(allowed, POLICY).allowlist).toEqual({ since: START + HOUR });
    expect(suppression([...allowed, act('disallow', 3 * HOUR)], DAY)).toMatchObject({
      reason: 'userUnknown',
    });
  });
});

describe('a release', () => {
  it('lifts quarantine and denylist alike, and empties the counters', () => {
    const entries = [
      error('userUnknown', 0),
      complaint(HOUR),
      ...daily('mailboxFull', 2),
      act('allow', HOUR),
      act('release', 2 * DAY),
    ];
    expect(standingOf(entries, POLICY)).toEqual({
      allowlist: { since: START + HOUR },
      counts: {},
      lastErrorAt: START + DAY,
    });
  });

  it.each([
    { what: 'an error', entry: error('userUnknown', DAY - 1) },
    { what: 'an error of its very moment', entry: error('userUnknown', DAY) },
    { what: 'a complaint', entry: complaint(DAY - 1) },
    { what: 'another act', entry: act('deny', DAY - 1) },
    { what: 'another act of its very moment', entry: act('quarantine', DAY) },
  ])('outdoes $what from before it that comes late', ({ entry }) => {
    expect(suppression([act('release', DAY), entry], 2 * DAY)).toBeUndefined();
  });

  it.each([
    { what: 'an error', entry: error('userUnknown', DAY + 1) },
    { what: 'a complaint', entry: complaint(DAY + 1) },
    { what: 'an act', entry: act('quarantine', DAY + 1) },
  ])('does not outdo $what after it', ({ entry }) => {
    expect(suppression([entry, act('release', DAY)], 2 * DAY)).toBeDefined();
  });

  it('starts the count anew: the third error after it quarantines', () => {
    const entries = [...daily('mailboxFull', 2), act('release', DAY + HOUR)];
    const [third, fourth, fifth] = daily('mailboxFull', 3, { from: 2 * DAY });
    const after = [third, fourth].filter((entry) => entry !== undefined);
    expect(counted([...entries, ...after])).toEqual([2 * DAY, 3 * DAY]);
    expect(suppression([...entries, ...after, ...(fifth ? [fifth] : [])], 4 * DAY)).toBeDefined();
  });

  it('is not undone by a delivery before it', () => {
    const entries = [
      delivered(0),
      act('release', HOUR),
      error('mailboxFull', 2 * HOUR),
      act('disallow', 9 * DAY),
    ];
    expect(counted(entries)).toEqual([2 * HOUR]);
  });
});
