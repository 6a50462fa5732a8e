import { createHash } from 'node:crypto';
import { foldReply } from '../bounce/fold.ts';
import { cut } from '../text/cut.ts';
import { maskAddresses } from '../text/mask-address.ts';

/** Characters of a normalised text; what differs only after them is the same error all the same. */
const LONGEST = 600;

/** Hexadecimal digits of an id: among a million texts two of one id are a chance of one in 500. */
const ID_DIGITS = 12;

/** Longer than any domain (RFC 5321 §4.5.3.1.2) or id that is looked into; the bound keeps hostile words cheap. */
const LONGEST_WORD = 300;

/** What leans on a word: quotes and brackets around it, punctuation after it. */
const BEFORE = '<[({"\'';
const AFTER = '>])}"\'.,:;!?';

/** `id=…`, `ip:…`: the name stays, what it names is looked at by itself. */
const NAMED = /^([a-z_-]{1,30}[=:])(?=[^/])(.*)$/s;

/** A reply code, a status, or both, as they open a line (RFC 5321 §4.2, RFC 3463 §2): they tell errors apart. */
const CODES = /^(?:[245]\d\d-?)?(?:[245]\.\d{1,3}\.\d{1,3})?$/;

const KINDS: readonly (readonly [placeholder: string, form: RegExp])[] = [
  ['*', /@|^[a-z0-9]?\*{3}$/],
  ['#url#', /^(?:https?:\/\/|www\.)./],
  ['#ip#', /^\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?$|^(?=.*:.*:)(?=.*(?:[a-f]|::))[0-9a-f:.]{3,45}$/],
  ['#domain#', /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.[a-z][a-z0-9-]+$/],
  ['#number#', /^[\d.,:/+-]*\d[\d.,:/+-]*$/],
  ['#id#', /\d/],
];

function placeholderOf(word: string): string {
  if (word === '' || CODES.test(word)) return word;
  return KINDS.find(([, form]) => form.test(word))?.[0] ?? word;
}

function normaliseWord(dressed: string): string {
  let from = 0;
  let to = Math.min(dressed.length, LONGEST_WORD);
  while (from < to && BEFORE.includes(dressed.charAt(from))) from += 1;
  while (to > from && AFTER.includes(dressed.charAt(to - 1))) to -= 1;
  const word = dressed.slice(from, to);
  const [, name = '', value = word] = NAMED.exec(word) ?? [];
  return `${dressed.slice(0, from)}${name}${placeholderOf(value)}${dressed.slice(to, LONGEST_WORD)}`;
}

/**
 * A reply without what differs from mail to mail, so that one error is one text: folded as rules see it, addresses are `*`,
 * domains, hosts, IPs, URLs, ids and numbers `#domain#`, `#ip#`, `#url#`, `#id#`, `#number#`. Codes stay.
 * @example normaliseReply('550 No, jane@x.example (mx7.y.example) id=4f2a') // '550 no, * (#domain#) id=#id#'
 */
export const normaliseReply = (text: string): string =>
  cut(foldReply(maskAddresses(text)).replace(/[!-~]+/g, normaliseWord), LONGEST);

/** The id of a normalised text. */
export const unknownIdOf = (normalised: string): string =>
  createHash('sha256').update(normalised).digest('hex').slice(0, ID_DIGITS);
