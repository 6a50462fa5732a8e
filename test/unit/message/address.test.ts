import { describe, expect, it } from 'vitest';
import { readAddress } from '../../../shared/message/address.ts';

const label = 'a'.repeat(63);
/** Four labels of 63 and dots: 255 characters with the last one of 63. */
const LONGEST_DOMAIN = [label, label, label, label].join('.');

describe('reading an address', () => {
  it.each([
    ['jane.doe@example.com', 'jane.doe', 'example.com'],
    ['Jane@EXAMPLE.Com', 'Jane', 'example.com'],
    ["!#$%&'*+/=?^_`{|}~-@example.com", "!#$%&'*+/=?^_`{|}~-", 'example.com'],
    ['"jane doe"@example.com', '"jane doe"', 'example.com'],
    ['"a@b\\"c"@example.com', '"a@b\\"c"', 'example.com'],
    ['""@example.com', '""', 'example.com'],
    [`${'j'.repeat(64)}@example.com`, 'j'.repeat(64), 'example.com'],
    [`"${'j'.repeat(62)}"@example.com`, `"${'j'.repeat(62)}"`, 'example.com'],
    [`jane@${LONGEST_DOMAIN}`, 'jane', LONGEST_DOMAIN],
    ['jane@bücher.example', 'jane', 'xn--bcher-kva.example'],
    ['jane@BÜCHER.example', 'jane', 'xn--bcher-kva.example'],
    ['jane@xn--bcher-kva.example', 'jane', 'xn--bcher-kva.example'],
    ['jane@例え。テスト', 'jane', 'xn--r8jz45g.xn--zckzah'],
    ['jane@1.2.3.example', 'jane', '1.2.3.example'],
  ])('reads %s', (text, local, domain) => {
    expect(readAddress(text)).toEqual({
      ok: true,
      address: { local, domain, address: `${local}@${domain}` },
    });
  });

  it.each([
    ['', 'there is no @'],
    ['@', 'there is nothing before the @'],
    [' jane@example.com', 'the part before the @ has a character that must stand in quotes'],
    [
      'jane@example.com ',
      'the domain has a label with other characters than letters, digits and inner hyphens',
    ],
    ['.jane@example.com', 'the part before the @ has a dot at its start, its end or beside another'],
    ['jane.@example.com', 'the part before the @ has a dot at its start, its end or beside another'],
    ['"jane"doe@example.com', 'the part before the @ has a character that must stand in quotes'],
    ['"jane@example.com', 'the part before the @ has a character that must stand in quotes'],
    ['"jane\\"@example.com', 'the part before the @ has a character that must stand in quotes'],
    ['jane\u0000@example.com', 'the part before the @ has a control character'],
    ['"jörg"@example.com', 'the part before the @ has a character outside ASCII, which SES does not take'],
    [`"${'j'.repeat(63)}"@example.com`, 'the part before the @ is over 64 characters'],
    [`jane@a${LONGEST_DOMAIN}`, 'the domain is over 255 characters'],
    [`jane@${'ü.'.repeat(127)}`, 'the domain is over 255 characters'],
    ['jane@.example', 'the domain has an empty label'],
    [
      'jane@-a.example',
      'the domain has a label with other characters than letters, digits and inner hyphens',
    ],
    [
      'jane@a-.example',
      'the domain has a label with other characters than letters, digits and inner hyphens',
    ],
    ['jane@[IPv6:2001:db8::1]', 'the domain is an address literal; write a domain name'],
    ['jane@０x7f.1', 'the domain ends in a number, as no domain does'],
  ])('refuses %j', (text, problem) => {
    expect(readAddress(text)).toEqual({ ok: false, problem });
  });
});
