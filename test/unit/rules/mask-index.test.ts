import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileGlob } from '../../../shared/rules/glob.ts';
import { createMaskIndex } from '../../../shared/rules/mask-index.ts';

/** Tells by trying all ways; slow, and plainly right. */
function fitsPlainly(mask: string, host: string): boolean {
  if (mask === '') return host === '';
  if (mask[0] === '*')
    return fitsPlainly(mask.slice(1), host) || (host !== '' && fitsPlainly(mask, host.slice(1)));
  return host !== '' && (mask[0] === '?' || mask[0] === host[0]) && fitsPlainly(mask.slice(1), host.slice(1));
}

const firstPlainly = (masks: readonly string[], host: string) => {
  const place = masks.findIndex((mask) => fitsPlainly(mask, host));
  return place < 0 ? undefined : place;
};

/** Few characters, so that masks and hosts meet often. */
const texts = (characters: string, longest: number) =>
  fc.array(fc.constantFrom(...characters), { maxLength: longest }).map((parts) => parts.join(''));
const host = texts('ab.', 9);
const mask = texts('ab.*?', 7).filter((text) => text !== '');

describe('masks that are not to be used', () => {
  it('are passed over for the next that fits, as by trying one after the other', () => {
    const property = fc.property(
      fc.array(mask, { maxLength: 8 }),
      host,
      fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
      (masks, name, usable) => {
        const place = masks.findIndex((one, at) => usable[at] === true && fitsPlainly(one, name));
        expect(createMaskIndex(masks).first(name, (at) => usable[at] === true)).toBe(
          place < 0 ? undefined : place,
        );
      },
    );
    fc.assert(property, { numRuns: 3_000, seed: 4 });
  });
});

describe('a mask', () => {
  it.each([
    ['*.yahoo.com', 'a.mx.yahoo.com', true],
    ['?.mx.yahoo.com', 'a.mx.yahoo.com', true],
    ['?.mx.yahoo.com', 'ab.mx.yahoo.com', false],
    ['*.google.com', 'alt1.aspmx.l.google.com', true],
    ['*.google.com', 'google.com', false],
    ['*.google.com', 'a.google.com.example.net', false],
    ['*google.com', 'notgoogle.com', true],
    ['mx*.foo.com', 'mx.foo.com', true],
    ['mx*.foo.com', 'mx1.eu.foo.com', true],
    ['inbound-smtp.*.amazonaws.com', 'inbound-smtp.eu-west-1.amazonaws.com', true],
    ['*', 'localhost', true],
    ['a*a', 'a', false],
  ])('%s and the host %s: %s', (pattern, name, fits) => {
    expect(compileGlob(pattern)(name)).toBe(fits);
    expect(createMaskIndex([pattern]).first(name)).toBe(fits ? 0 : undefined);
  });

  it('fits the same hosts as by trying all ways', () => {
    const property = fc.property(
      mask,
      host,
      (pattern, name) => compileGlob(pattern)(name) === fitsPlainly(pattern, name),
    );
    fc.assert(property, { numRuns: 5_000 });
  });

  it('costs little however many stars it has', () => {
    const stars = compileGlob(`${'*a'.repeat(120)}b`);
    const startedAt = process.cpuUsage();
    expect(stars('a'.repeat(253))).toBe(false);
    expect(process.cpuUsage(startedAt).user).toBeLessThan(1_000_000);
  });
});

describe('the first mask that fits', () => {
  it('is the same as by trying one after the other', () => {
    const property = fc.property(fc.array(mask, { maxLength: 12 }), host, (masks, name) => {
      expect(createMaskIndex(masks).first(name)).toBe(firstPlainly(masks, name));
    });
    fc.assert(property, { numRuns: 5_000 });
  });

  it('is the first of equal ones', () => {
    expect(createMaskIndex(['b.test', '*.test', 'b.test', '*']).first('b.test')).toBe(0);
  });

  it('is found among thousands without trying them all', () => {
    const many = Array.from({ length: 10_000 }, (_, n) => [
      `*.mail.example${n}.com`,
      `edge${n}-*.shared.test`,
    ]).flat();
    const index = createMaskIndex([...many, '*']);
    const startedAt = process.cpuUsage();
    for (let n = 0; n < 10_000; n += 1) {
      expect(index.first(`mx.mail.example${n}.com`)).toBe(2 * n);
      expect(index.first(`edge${n}-7.shared.test`)).toBe(2 * n + 1);
    }
    expect(index.first('mx.elsewhere.test')).toBe(many.length);
    expect(process.cpuUsage(startedAt).user).toBeLessThan(5_000_000);
  });
});
