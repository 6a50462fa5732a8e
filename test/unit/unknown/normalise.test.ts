import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseReply, unknownIdOf } from '../../../shared/unknown/normalise.ts';

describe('a normalised reply', () => {
  it.each([
    ['550 No, jane@x.example (mx7.y.example) id=4f2a', '550 no, * (#domain#) id=#id#'],
    ['550 5.1.1 <J.Doe@X.example>... gone', '550 5.1.1 <*>... gone'],
    ['"jane doe"@x.example is gone', '* is gone'],
    [
      '550-5.7.1 [192.0.2.1] said no\r\n550 5.7.1 see https://x.example/a?b=1',
      '550 5.7.1 [#ip#] said no see #url#',
    ],
    ['421 try at 12:30:11, 2001:db8::1 (AS99)', '421 try at #number#, #ip# (#id#)'],
    ['Boîte «fermée» depuis 3 jours', 'boite "fermee" depuis #number# jours'],
    ['550 用户jane@example.com不存在123456', '550 *不存在#number#'],
    ['553 4.16.55 x', '553 4.16.55 x'],
    ['', ''],
  ])('of %j is %j', (reply, text) => {
    expect(normaliseReply(reply)).toBe(text);
  });

  it('tells errors of different words or codes apart', () => {
    const texts = ['550 5.7.1 no', '450 4.7.1 no', '550 5.7.1 not now'].map(normaliseReply);
    expect(new Set(texts.map(unknownIdOf)).size).toBe(3);
  });

  it('is the same for a reply whose addresses are masked already', () => {
    const reply = (who: string) => `550 5.9.9 ${who} is odd (mx1.y.example)`;
    expect(normaliseReply(reply('j***@x.example'))).toBe(normaliseReply(reply('jane@other.example')));
  });

  it('names no address and is short, whatever comes', () => {
    const word = fc.oneof(
      fc.emailAddress(),
      fc.ipV4(),
      fc.ipV6(),
      fc.webUrl(),
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.constantFrom('550', '5.1.1', 'mx.example.com', 'id=12ab', '"a b"@c.example', '...', '<', '>'),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), (words) => {
        const text = normaliseReply(words.join(' '));
        expect(text).not.toContain('@');
        expect(text.length).toBeLessThanOrEqual(600);
      }),
      { seed: 611, numRuns: 500 },
    );
  });
});
