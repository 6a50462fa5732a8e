import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeDisplayName } from '../../../shared/message/display-name.ts';
import { readMailbox } from '../../../shared/message/mailbox.ts';

const ADDRESS = { local: 'news', domain: 'shop.example', address: 'news@shop.example' };

/** Undoes RFC 2047 encoded words, as a reader of mail does. */
const decodeWords = (header: string): string =>
  header
    .replace(/\?= =\?/g, '?==?')
    .replace(/=\?UTF-8\?B\?([A-Za-z0-9+/=]*)\?=/g, (_, word: string) =>
      Buffer.from(word, 'base64').toString(),
    );

describe('reading a mailbox', () => {
  it.each([
    ['news@shop.example', undefined],
    ['<news@shop.example>', undefined],
    ['Shop <news@shop.example>', 'Shop'],
    ['  The best shop  <news@shop.example>', 'The best shop'],
    ['"Shop, Inc." <news@shop.example>', 'Shop, Inc.'],
    ['"A \\"B\\" <C>" <news@shop.example>', 'A "B" <C>'],
    ['Bücher & Söhne 📚<news@shop.example>', 'Bücher & Söhne 📚'],
    [`${'n'.repeat(128)} <news@shop.example>`, 'n'.repeat(128)],
  ])('reads %j', (text, displayName) => {
    const mailbox = displayName === undefined ? ADDRESS : { ...ADDRESS, displayName };
    expect(readMailbox(text)).toEqual({ ok: true, mailbox });
  });

  it.each([
    ['Shop', 'there is no @'],
    ['Shop <>', 'there is no @'],
    ['Shop <news@shop.example', 'the part before the @ has a character that must stand in quotes'],
    [
      'john@example.com <news@shop.example>',
      'the display name has one of ()<>[]:;@\\," and must stand in quotes',
    ],
    ['"Shop <news@shop.example>', 'the display name has one of ()<>[]:;@\\," and must stand in quotes'],
    ['Sh\nop <news@shop.example>', 'the display name has a control character or half a surrogate pair'],
    [
      '"Sh\\\u0007op" <news@shop.example>',
      'the display name has a control character or half a surrogate pair',
    ],
    ['Sh\ud83dop <news@shop.example>', 'the display name has a control character or half a surrogate pair'],
    [`${'n'.repeat(129)} <news@shop.example>`, 'the display name is over 128 characters'],
  ])('refuses %j', (text, problem) => {
    expect(readMailbox(text)).toEqual({ ok: false, problem });
  });
});

describe('writing a display name', () => {
  it.each([
    ['Shop', 'Shop'],
    ['The best shop', 'The best shop'],
    ['Shop, Inc.', '"Shop, Inc."'],
    ['A "B" \\', '"A \\"B\\" \\\\"'],
    ['=?UTF-8?B?SGk=?=', '"=?UTF-8?B?SGk=?="'],
    ['two  spaces', '"two  spaces"'],
    ['Bücher', '=?UTF-8?B?QsO8Y2hlcg==?='],
  ])('writes %j as %s', (name, written) => {
    expect(encodeDisplayName(name)).toBe(written);
  });

  it('breaks a long name between characters into words of at most 75 characters', () => {
    const name = '📚ü'.repeat(40);
    const words = encodeDisplayName(name).split(' ');
    expect(Math.max(...words.map((word) => word.length))).toBeLessThanOrEqual(75);
    expect(words.map(decodeWords).join('')).toBe(name);
  });

  it('writes ASCII that reads back as the same name, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), (raw) => {
        const name = raw
          .toWellFormed()
          .replace(/\p{Cc}/gu, '')
          .trim();
        const written = encodeDisplayName(name);
        expect(written).toMatch(/^[ -~]*$/);
        if (written.startsWith('=?')) expect(decodeWords(written)).toBe(name);
        else
          expect(readMailbox(`${written} <news@shop.example>`)).toMatchObject(
            name ? { mailbox: { displayName: name } } : {},
          );
      }),
    );
  });
});
