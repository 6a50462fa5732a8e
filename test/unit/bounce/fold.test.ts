import fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { foldReply, MOST_CHARACTERS } from '../../../shared/bounce/fold.ts';
import { foldPattern } from '../../../shared/bounce/fold-pattern.ts';

describe('a folded reply', () => {
  it.each([
    ['550 5.1.1 User UNKNOWN', '550 5.1.1 user unknown'],
    ['Boîte aux lettres pleine', 'boite aux lettres pleine'],
    ['Boi\u0302te pleine', 'boite pleine'],
    ['requête DNS pour ’ourdan.com’', `requete dns pour 'ourdan.com'`],
    ['“quota” `exceeded´ «plein»', `"quota" 'exceeded' "plein"`],
    ['ﬁle – ＦＵＬＬ\u200b\u00ad!', 'file - full!'],
    ['  a\u00a0b\t\r\n\u2028 c\u0000d ', 'a b c d'],
    ['İstanbul ΟΔΟΣ', 'istanbul οδοσ'],
    ['宛先が見つかりません', '宛先か見つかりません'],
  ])('of %j is %j', (text, folded) => expect(foldReply(text)).toBe(folded));

  it.each([
    ['550-5.1.1 The account that you\r\n550-5.1.1 tried to reach does\r\n550 5.1.1 not exist'],
    ['550-5.1.1 The account that you 550-5.1.1 tried to reach does 550 5.1.1 not exist'],
    ['550-5.1.1 The account that you\n550-tried to reach does\n550 not exist'],
  ])('has lines that follow each other for lines of one reply: %j', (text) =>
    expect(foldReply(text)).toBe('550 5.1.1 the account that you tried to reach does not exist'),
  );

  it.each([
    ['<html><body><p>550 5.1.1 <b>User&nbsp;unknown</b></p></body></html>', '550 5.1.1 user unknown'],
    [
      '550 &lt;a@example.com&gt;: the user&#39;s box<br/>is <strong>full</strong>',
      "550 <a@example.com>: the user's box is full",
    ],
    ['550 <user@example.com>... <user> unknown', '550 <user@example.com>... <user> unknown'],
  ])('has no markup: %s', (text, folded) => expect(foldReply(text)).toBe(folded));

  it.each([
    ['host spam-filter.example.com[192.0.2.1] said: 550 User unknown', 'host said: 550 user unknown'],
    ['<a@b.test>: Host mx.b.test [2001:db8::1]:25 said: 452 full', '<a@b.test>: host said: 452 full'],
    ['550 host blocked[1] said nothing', '550 host blocked[1] said nothing'],
  ])('has no name of the server that a relay quotes: %s', (text, folded) =>
    expect(foldReply(text)).toBe(folded),
  );

  it.each([
    ['\n\n------ This is a copy of the message, including all the headers. ------\n\nSubject: full'],
    ['\n--- Below this line is a copy of the message.\n\nSubject: spam'],
    ['\n   ----- Original message -----\nX-Loop: 1'],
    ['\nOriginal message headers:\nTo: b@example.com'],
    ['\nDKIM-Signature: v=1; a=rsa-sha256; d=example.com'],
    ['\nReceived: from mx.example.com by mail.example.com with SMTP'],
    ['\nX-Spam-Status: No, score=0.1'],
  ])('ends where the mail begins that is sent back: %j', (mail) =>
    expect(foldReply(`550 5.1.1 <a@example.com>: User unknown${mail}`)).toBe(
      '550 5.1.1 <a@example.com>: user unknown',
    ),
  );

  it.each([
    'the original message was received at mon, 1 jun 2026 from mx.example.com',
    'dkim-signature: v=1 is missing',
    '550 no dkim-signature in the mail',
  ])('keeps words that are its own: %s', (text) => expect(foldReply(text)).toBe(text));

  it('keeps what a relay put before the lines', () => {
    const text =
      'host mx.example.com said: 452-4.2.2 The inbox is out 452 4.2.2 of storage (in reply to RCPT)';
    expect(foldReply(text)).toBe(
      'host mx.example.com said: 452 4.2.2 the inbox is out of storage (in reply to rcpt)',
    );
  });

  it.each(['call 0550-1234', '550-1234 is our number; dial 550 now'])('leaves numbers alone: %s', (text) =>
    expect(foldReply(text)).toBe(text),
  );

  it('is made of the start and the end of a text that is too long', () => {
    const most = 'x'.repeat(MOST_CHARACTERS);
    expect(foldReply(most)).toBe(most);
    const half = MOST_CHARACTERS / 2;
    expect(foldReply(`550 ${most} full`)).toBe(`550 ${'x'.repeat(half - 4)} ${'x'.repeat(half - 5)} full`);
  });

  it.each([
    ['spaces', ' \t'],
    ['marks of two kinds', '\u0315\u0300'],
    ['letters of many letters', '\ufdfa'],
    ['codes', '550-'],
    ['half letters', '\ud800'],
    ['dashes', '-'],
    ['dashes in twos', '-- '],
    ['opened tags', '<a '],
    ['headers that begin', ' received: from x'],
    ['entities that begin', '&lt'],
  ])('of 16 MB of %s costs little', (_, part) => {
    const text = `550-${part.repeat(16_000_000 / part.length)}x`;
    const startedAt = process.cpuUsage();
    for (let round = 0; round < 40; round += 1) foldReply(text);
    expect(process.cpuUsage(startedAt).user).toBeLessThan(1_000_000);
  });
});

describe('a folded pattern', () => {
  it.each([
    ['User (?:is )?Unknown', 'user (?:is )?unknown'],
    [String.raw`\bQuota\S+\W\D\PL\p{Lu}\pL\x4A`, String.raw`\bquota\S+\W\D\PL\p{Lu}\pL\x4a`],
    ['boîte.{0,20}pleine', 'boite.{0,20}pleine'],
    ['l’utilisateur est inconnu', `l'utilisateur est inconnu`],
    ['full（a）', String.raw`full\(a\)`],
    ['[é–z]', String.raw`[e\-z]`],
  ])('%j is %j', (pattern, folded) => expect(foldPattern(pattern)).toBe(folded));

  it('fits the text that it was before', () => {
    const letters = fc.string({ unit: 'grapheme', maxLength: 20 });
    const property = fc.property(letters, (text) => {
      const literal = text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
      const folded = foldReply(`x${text}x`).slice(1, -1);
      const found = RE2JS.matches(foldPattern(literal), folded);
      return found || /[\s\p{Cc}]|^\p{M}|\p{Cf}/u.test(text);
    });
    fc.assert(property, { numRuns: 3_000, seed: 7 });
  });
});
