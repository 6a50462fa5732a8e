import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_MESSAGES, parseLimit, printLimit } from '../../../shared/rules/limit-text.ts';

describe('the text of a limit', () => {
  it.each([
    ['1200/h', { messages: 1_200, period: 'hour' }],
    ['240/min', { messages: 240, period: 'minute' }],
    ['20000/d', { messages: 20_000, period: 'day' }],
    ['1/h', { messages: 1, period: 'hour' }],
    [`${MOST_MESSAGES}/h`, { messages: MOST_MESSAGES, period: 'hour' }],
  ])('%s is read', (text, limit) => {
    expect(parseLimit(text)).toEqual({ ok: true, limit });
  });

  it.each([
    '',
    '1200',
    '/h',
    '0/h',
    '-5/h',
    '1.5/h',
    '1,200/h',
    '1 200/h',
    '1200 /h',
    '007/h',
    '1e3/h',
    '1200/s',
    '1200/hour',
    '1200/H',
    '1200/h\n',
    ' 1200/h',
  ])('%j is refused with what to write instead', (text) => {
    expect(parseLimit(text)).toEqual({ ok: false, reason: expect.stringContaining('like 1200/h') });
  });

  it('names the most when a number is above it', () => {
    expect(parseLimit(`${MOST_MESSAGES + 1}/h`)).toEqual({
      ok: false,
      reason: expect.stringContaining(`${MOST_MESSAGES}`),
    });
  });

  it('refuses a period that makes no sense where it stands', () => {
    expect(parseLimit('5/h', ['day'])).toEqual({ ok: false, reason: expect.stringContaining('like 1200/d') });
    expect(parseLimit('5/d', ['hour', 'minute'])).toMatchObject({ ok: false });
  });

  it('prints what it reads, and reads what it prints', () => {
    const limits = fc.record({
      messages: fc.integer({ min: 1, max: MOST_MESSAGES }),
      period: fc.constantFrom('hour' as const, 'minute' as const, 'day' as const),
    });
    fc.assert(
      fc.property(limits, (limit) => {
        expect(parseLimit(printLimit(limit))).toEqual({ ok: true, limit });
      }),
    );
    const texts = fc.stringMatching(/^[0-9]{1,8}\/(h|min|d)$/);
    fc.assert(
      fc.property(texts, (text) => {
        const parsed = parseLimit(text);
        if (parsed.ok) expect(printLimit(parsed.limit)).toBe(text);
      }),
    );
  });
});
