import { describe, expect, it } from 'vitest';
import { lifetime } from '../../../shared/message/lifetime.ts';
import { DAY, HOUR, SECOND } from '../../../shared/time/units.ts';

const ARRIVAL = Date.UTC(2026, 10, 23, 12);
const marketing = { stream: 'marketing' };
const transactional = { stream: 'transactional' };

describe('the life of a mail', () => {
  it.each([
    ['five days', marketing, 5 * DAY],
    ['five days in a stream of its own name', { stream: 'receipts' }, 5 * DAY],
    ['one hour when transactional', transactional, HOUR],
    ['as long as asked', { ...marketing, expiresAt: ARRIVAL + 2 * HOUR }, 2 * HOUR],
    ['longer than usual when asked', { ...transactional, expiresAt: ARRIVAL + DAY }, DAY],
    ['ten days at most', { ...marketing, expiresAt: ARRIVAL + 10 * DAY }, 10 * DAY],
    ['counted from notBefore', { ...transactional, notBefore: ARRIVAL + DAY }, DAY + HOUR],
    ['counted from arrival when notBefore has passed', { ...marketing, notBefore: ARRIVAL - DAY }, 5 * DAY],
    ['cut at ten days', { ...marketing, notBefore: ARRIVAL + 6 * DAY }, 10 * DAY],
    ['over at once when its time has passed', { ...marketing, expiresAt: ARRIVAL - HOUR }, -HOUR],
    [
      'a moment after notBefore',
      { ...marketing, notBefore: ARRIVAL + HOUR, expiresAt: ARRIVAL + HOUR + 1 },
      HOUR + 1,
    ],
  ])('is %s', (_, mail, life) => {
    expect(lifetime(mail, ARRIVAL)).toEqual({ ok: true, expiresAt: ARRIVAL + life });
  });

  it.each([
    [
      'expires after the tenth day',
      { ...marketing, expiresAt: ARRIVAL + 10 * DAY + SECOND },
      'expiresAt: 2026-12-03T12:00:01.000Z is more than 10 days after arrival, which is 2026-12-03T12:00:00.000Z',
    ],
    [
      'starts when it expires',
      { ...marketing, notBefore: ARRIVAL + HOUR, expiresAt: ARRIVAL + HOUR },
      'notBefore: 2026-11-23T13:00:00.000Z must lie before expiresAt, 2026-11-23T13:00:00.000Z',
    ],
    [
      'starts on the tenth day',
      { ...marketing, notBefore: ARRIVAL + 10 * DAY },
      'notBefore: 2026-12-03T12:00:00.000Z must be less than 10 days after arrival, which is 2026-12-03T12:00:00.000Z',
    ],
  ])('is refused when it %s', (_, mail, reason) => {
    expect(lifetime(mail, ARRIVAL)).toEqual({ ok: false, reason });
  });
});
