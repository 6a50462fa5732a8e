import { foldLetters } from './fold.ts';

/** What a folded letter might mean to the regular expression; escaped, it means itself, in a class too. */
const literally = (letters: string): string => letters.replace(/[\\^$.*+?()[\]{}|-]/g, '\\$&');

/** An escape as a whole (`\S` is not `\s`, `\p{L}` not `\p{l}`), the name of a POSIX class or group, or one character. */
const UNIT = /\\[pP](?:\{[^}]*\}|.)|\\[\s\S]|\(\?P?<\w+>|[\s\S]/gu;

const foldUnit = (unit: string): string => {
  if (unit.startsWith('\\') || unit.startsWith('(?')) return unit;
  return unit > '\x7f' ? literally(foldLetters(unit)) : foldLetters(unit);
};

/** What folding leaves as it is: ASCII without capitals and the backquote. */
const FOLDED = /^[\x20-@[-_a-~]*$/;

/** A pattern in the letters that replies are folded to; its syntax stays as written. */
export const foldPattern = (pattern: string): string =>
  FOLDED.test(pattern) ? pattern : pattern.normalize('NFC').replace(UNIT, foldUnit);
