import { describe, expect, it } from 'vitest';
import { durationText, readCount, readRate, readSeconds } from '../../../shared/import/kumomta-units.ts';

describe('a rate', () => {
  it.each([
    ['100/s', { count: 100, seconds: 1, isLocal: false }],
    ['10/minute', { count: 10, seconds: 60, isLocal: false }],
    ['1,000/hr', { count: 1_000, seconds: 3_600, isLocal: false }],
    ['1_000/h', { count: 1_000, seconds: 3_600, isLocal: false }],
    ['20/30min', { count: 20, seconds: 1_800, isLocal: false }],
    ['10_000/day', { count: 10_000, seconds: 86_400, isLocal: false }],
    ['local:10/sec,max_burst=3', { count: 10, seconds: 1, isLocal: true, burst: 3 }],
  ])('is read from %s', (text, rate) => expect(readRate(text)).toEqual(rate));

  it.each(['100', '100/', '/s', '10/fortnight', '10 s', '', 5, undefined])('is not read from %j', (text) =>
    expect(readRate(text)).toBeUndefined(),
  );
});

describe('a duration', () => {
  it.each([
    ['90m', 5_400],
    ['2 hours', 7_200],
    ['30 minutes', 1_800],
    ['60s', 60],
    ['30 days', 2_592_000],
    ['1h 30m', 5_400],
    ['1h30m', 5_400],
    [45, 45],
  ])('is read from %j', (text, seconds) => expect(readSeconds(text)).toBe(seconds));

  it.each(['', '5', 'soon', '2 hourglasses', undefined])('is not read from %j', (text) =>
    expect(readSeconds(text)).toBeUndefined(),
  );

  it.each([
    [45, '45s'],
    [120, '2min'],
    [5_400, '90min'],
    [7_200, '2h'],
    [172_800, '2d'],
  ])('of %d s is written %s', (seconds, text) => expect(durationText(seconds)).toBe(text));
});

describe('a count', () => {
  it.each([
    [10, 10],
    ['local:7', 7],
    ['1,000', 1_000],
    [0, undefined],
    [1.5, undefined],
    ['many', undefined],
  ])('is read from %j', (value, count) => expect(readCount(value)).toBe(count));
});
