import type { Random } from '../ports/clock.ts';
import type { EpochMillis } from '../time/units.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const digits = (value: number, length: number): string => {
  let rest = value;
  let text = '';
  for (let place = 0; place < length; place += 1) {
    text = ALPHABET.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
};

/** 26 characters that sort by time (48 bits of milliseconds, 80 random bits; github.com/ulid/spec). */
export const ulid = (at: EpochMillis, random: Random): string =>
  digits(at, 10) + Array.from({ length: 16 }, () => ALPHABET.charAt(Math.floor(random() * 32))).join('');

/** The time that a ULID begins with. */
export const ulidTime = (id: string): EpochMillis =>
  [...id.slice(0, 10)].reduce((value, digit) => value * 32 + ALPHABET.indexOf(digit), 0);
