import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskAddress, maskAddresses } from '../../../shared/text/mask-address.ts';

describe('masking an address', () => {
  it.each([
    ['jane.doe@example.com', 'j***@example.com'],
    ['j@example.com', 'j***@example.com'],
    ['"jane doe"@example.com', '***@example.com'],
    ['jane@home@example.com', 'j***@example.com'],
    ['örs@example.com', '***@example.com'],
    ['@example.com', '@example.com'],
    ['jane.doe', 'j***'],
    ['', ''],
  ])('%s becomes %s', (address, masked) => {
    expect(maskAddress(address)).toBe(masked);
  });
});

describe('masking addresses in a text', () => {
  it.each([
    ['550 5.1.1 <jane.doe@example.com>: user unknown', '550 5.1.1 <j***@example.com>: user unknown'],
    ['mailto:jane@example.com, john@example.com;', 'mailto:j***@example.com, j***@example.com;'],
    ['RCPT TO:<"jane doe"@example.com> refused', 'RCPT TO:<***@example.com> refused'],
    ['RCPT TO:<"a@b\\" c"@example.com> refused', 'RCPT TO:<***@example.com> refused'],
    ['"jane@example.com": the domain has no MX', '"j***@example.com": the domain has no MX'],
    ['(jane@example.com)', '***@example.com)'],
    ['jane\\@home@example.com', 'j***@example.com'],
    ['jörg@bücher.example', 'j***@bücher.example'],
    ['meet @ noon, or ping @jane', 'meet @ noon, or ping @jane'],
    ['no address here', 'no address here'],
  ])('%s becomes %s', (text, masked) => {
    expect(maskAddresses(text)).toBe(masked);
  });

  it('leaves no local part of two letters or more readable', () => {
    const local = fc
      .stringMatching(/^[a-z]{2}[a-z0-9.+_-]{0,20}[a-z0-9]$/)
      .filter((text) => !text.includes('..'));
    const around = fc.constantFrom('', ' ', '<', '>', '"', ',', ';', ':', '\n');
    fc.assert(
      fc.property(around, local, around, (before, name, after) => {
        const masked = maskAddresses(`${before}${name}@example.com${after}`);
        expect(masked).toBe(`${before}${name[0]}***@example.com${after}`);
      }),
    );
  });

  it('changes nothing the second time', () => {
    const piece = fc.constantFrom('jane', '@', '"', '\\', ' ', '<', '***', '.', 'example.com', ':', '(', 'é');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const masked = maskAddresses(pieces.join(''));
        expect(maskAddresses(masked)).toBe(masked);
      }),
    );
  });

  it.each([
    ['at signs', '@'.repeat(1_000_000)],
    ['a word without an end', `${'a'.repeat(1_000_000)}@`],
    ['quotes', '"'.repeat(1_000_000).concat('@')],
    ['open quotes', '"a\\'.repeat(300_000).concat('@')],
    ['quoted at signs', '"@'.repeat(500_000)],
  ])('goes through a million characters of %s', (_, text) => {
    expect(maskAddresses(text).length).toBeLessThan(1_000_100);
  });
});
