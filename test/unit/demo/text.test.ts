import { describe, expect, it } from 'vitest';
import { cutTo, fitTo, percent, widthOf } from '../../../local/demo/text.ts';
import { createVerdictFeed, verdictLines } from '../../../local/demo/verdict-lines.ts';
import { event } from './support.ts';

describe('text in columns', () => {
  it('counts Japanese by two and everything else by one', () => {
    expect(widthOf('550 宛先')).toBe(8);
    expect(widthOf('Empfänger →…█')).toBe(13);
  });

  it('is cut to fit with an ellipsis, and never through the middle of a wide character', () => {
    expect(cutTo('abcdef', 6)).toBe('abcdef');
    expect(cutTo('abcdefg', 6)).toBe('abcde…');
    expect(cutTo('宛先宛先', 6)).toBe('宛先…');
    expect(widthOf(fitTo('宛先宛先', 6))).toBe(6);
  });

  it('shares of nothing are a dash', () => {
    expect([percent(1, 3), percent(0, 0)]).toEqual(['33 %', '–']);
  });
});

const bounce = {
  type: 'hard',
  reason: 'userUnknown',
  bounceRule: 'no-user',
  reply: '550 5.1.1 Nobody',
} as const;

describe('a verdict as it comes', () => {
  it.each([
    [
      'a hard bounce',
      { ...bounce, quarantine: { step: 'quarantined' } },
      '    → userUnknown hard, rule no-user, quarantined at once',
    ],
    [
      'a counted one',
      { ...bounce, type: 'soft', reason: 'mailboxFull', quarantine: { step: 'counted', count: 2, of: 3 } },
      '    → mailboxFull soft, rule no-user, counted 2 of 3',
    ],
    [
      'one too many',
      {
        ...bounce,
        type: 'soft',
        reason: 'mailboxFull',
        quarantine: { step: 'quarantined', until: '2026-11-26T04:05:06.000Z' },
      },
      '    → mailboxFull soft, rule no-user, 3 of 3: quarantined until 04:05:06',
    ],
  ] as const)('tells of %s what was said and what it led to', (_what, more, verdict) => {
    expect(verdictLines(event('m1', 'bounced', more), 'a@x.test')).toEqual(['550 5.1.1 Nobody', verdict]);
  });

  it('names the address where nothing was said, and stays within 100 columns', () => {
    const suppressed = event('m1', 'suppressed', { by: 'quarantine', reason: 'userUnknown' });
    expect(verdictLines(suppressed, 'a@x.test')).toEqual([
      'a@x.test',
      '    → suppressed by quarantine (userUnknown): never handed over',
    ]);
    const long = event('m1', 'bounced', { ...bounce, reply: '受信者'.repeat(60) });
    for (const line of verdictLines(long, 'a@x.test')) expect(widthOf(line)).toBeLessThanOrEqual(100);
  });

  it('shows the least familiar first, and says when it is new', () => {
    const feed = createVerdictFeed(() => 'a@x.test');
    const known = () => event('m1', 'bounced', bounce);
    const other = event('m2', 'delayed', { reply: '451 Later' });
    expect(feed.pick([known(), known(), event('m1', 'handedOver')], 2)).toMatchObject([{ first: true }]);
    expect(feed.pick([known(), other], 1)).toMatchObject([
      { lines: ['451 Later', expect.any(String)], first: true },
    ]);
    expect(feed.pick([known()], 2)).toMatchObject([{ first: false }]);
  });
});
