import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSet } from '../../../shared/feed/check-set.ts';
import { expiryWarning } from '../../../shared/feed/expiry.ts';
import { HIGHEST_SEQUENCE } from '../../../shared/feed/schema.ts';
import { isReplay, nextSequence } from '../../../shared/feed/sequence.ts';
import { DAY } from '../../../shared/time/units.ts';
import { EXPIRES, keyOf, MANIFEST, SET, signedBy } from './support/feed.ts';

describe('the bytes of a set', () => {
  it('are taken as they were signed', () => expect(checkSet(SET, MANIFEST)).toEqual({ ok: true }));

  it.each([
    ['a byte less', SET.subarray(1), '22 bytes, and 23 were signed'],
    ['a byte more', Buffer.concat([SET, Buffer.from('!')]), '24 bytes'],
    ['none', Buffer.alloc(0), '0 bytes'],
    ['others', Buffer.alloc(SET.length), 'which was not signed'],
  ])('are altered when there is %s', (_what, bytes, text) => {
    expect(checkSet(bytes, MANIFEST)).toEqual({
      ok: false,
      fault: 'altered',
      text: expect.stringContaining(text),
    });
  });

  it('are altered whichever byte is changed', () => {
    const change = fc.tuple(fc.nat(SET.length - 1), fc.integer({ min: 1, max: 255 }));
    const property = fc.property(change, ([at, mask]) => {
      const changed = Buffer.from(SET);
      changed[at] = (changed[at] ?? 0) ^ mask;
      expect(checkSet(changed, MANIFEST).ok).toBe(false);
    });
    fc.assert(property, { numRuns: 500, seed: 3 });
  });
});

describe('the sequence', () => {
  it.each([
    [undefined, 1],
    [1, 2],
    [41, 42],
  ])('after %j is %i', (last, next) => expect(nextSequence(last)).toBe(next));

  it('has an end', () => expect(() => nextSequence(HIGHEST_SEQUENCE)).toThrow(RangeError));
});

describe('a manifest after one that is known', () => {
  const { sequence, set, expiresAt } = MANIFEST;
  const known = { sequence, sha256: set.sha256, expiresAt };
  const signed = signedBy(keyOf('old'));
  const other = { ...signed, set: { ...set, sha256: '0'.repeat(64) } };
  it.each([
    ['when nothing is known', {}, signed, false],
    ['with a higher number', known, { ...other, sequence: sequence + 1 }, false],
    ['that is the same', known, signed, false],
    ['that is the same under another signature', known, signedBy(keyOf('young')), false],
    ['with a lower number', known, { ...signed, sequence: sequence - 1 }, true],
    ['with its number and another set', known, other, true],
    ['with its number and a longer life', known, { ...signed, expiresAt: expiresAt + 1 }, true],
    ['with its number, when no more is known', { sequence }, other, false],
  ])('%s is a replay or not', (_what, before, manifest, replay) =>
    expect(isReplay(before, manifest)).toBe(replay),
  );
});

describe('the operator', () => {
  it.each([
    [EXPIRES - 30 * DAY, undefined],
    [EXPIRES - 7 * DAY - 1, undefined],
    [EXPIRES - 7 * DAY, 'the feed expires in 7 days, on 2026-12-26'],
    [EXPIRES - 1.5 * DAY, 'the feed expires in 1 day, on 2026-12-26'],
    [EXPIRES - 1, 'the feed expires in less than a day'],
    [EXPIRES, 'the feed expired on 2026-12-26: its rules stay in force'],
    [EXPIRES + 90 * DAY, 'the feed expired on 2026-12-26'],
  ])('is told at %i of the expiry: %s', (now, text) => {
    const warning = expiryWarning({ expiresAt: EXPIRES }, now);
    if (text === undefined) expect(warning).toBeUndefined();
    else expect(warning).toContain(text);
  });
});
