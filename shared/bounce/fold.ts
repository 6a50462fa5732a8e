import { withoutMarkup, withoutReturnedMail, withoutWhoSaid } from './own-words.ts';

/**
 * Characters of a reply that are read, half from its start and half from its end: a reply line has at most 512 octets
 * (RFC 5321 §4.5.3.1.5) and real ones a few lines, so what lies between is a mail sent back or an attack.
 */
export const MOST_CHARACTERS = 16_384;

/** Single and double quotation marks and dashes, straight or not; U+00B4 must go before NFKD makes a space of it. */
const LOOK_ALIKES: readonly (readonly [RegExp, string])[] = [
  [/[`´‘’‚‛′‹›]/g, "'"],
  [/[“”„‟″«»]/g, '"'],
  [/[‐-―−]/g, '-'],
];

const LOOKS_ALIKE = new RegExp(LOOK_ALIKES.map(([from]) => from.source).join('|'));

const BEYOND_ASCII = /\P{ASCII}/u;

const straighten = (text: string): string =>
  LOOKS_ALIKE.test(text) ? LOOK_ALIKES.reduce((rest, [from, to]) => rest.replace(from, to), text) : text;

/** Marks are taken off before NFKD as well: sorting a long run of them is what makes normalising slow. */
const simplify = (text: string): string =>
  straighten(text.toWellFormed())
    .replace(/\p{Mn}+/gu, '')
    .normalize('NFKD')
    .replace(/[\p{Mn}\p{Cf}]+/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ς', 'σ');

/** Letters as replies and patterns are compared by: lower case, no accents, plain quotes; spaces stay as they are. */
export const foldLetters = (text: string): string =>
  BEYOND_ASCII.test(text) ? simplify(text) : text.toLowerCase().replaceAll('`', "'");

function cap(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  return `${text.slice(0, MOST_CHARACTERS / 2)} ${text.slice(-MOST_CHARACTERS / 2)}`;
}

/** `550-` opens a reply of several lines (RFC 5321 §4.2.1), at the start or after what relays put before it. */
const OPENS_LINES = /(?:^|[ :;('"])([245]\d\d)-(?=\d\.\d|\D|$)/;

/** A later line's code and status, whether the lines still were lines or had been joined by a relay. */
const laterLine = (code: string): RegExp =>
  new RegExp(` ${code}(?:-| |$)(?:\\d\\.\\d{1,3}\\.\\d{1,3}(?: |$))?`, 'g');

/** Takes the codes of the later lines out, so that words which straddle lines stand together. */
function joinLines(text: string): string {
  const opening = OPENS_LINES.exec(text);
  const code = opening?.[1];
  if (!opening || code === undefined) return text;
  const end = opening.index + opening[0].length;
  return `${text.slice(0, end - 1)} ${text.slice(end).replace(laterLine(code), ' ')}`
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** What most replies have none of: letters beyond ASCII, markup, back quotes, white space other than single spaces. */
const UNUSUAL = /[^ -%'-;=-_a-~]| {2}/;

/** White space and control characters other than one space by itself. */
const UNEVEN = /[^\S ]|\p{Cc}| {2}/u;

/** Letters folded, without markup, one space for any white space. */
function foldUnusual(text: string): string {
  const folded = foldLetters(withoutMarkup(text));
  return UNEVEN.test(folded) ? folded.replace(/[\s\p{Cc}]+/gu, ' ') : folded;
}

/**
 * What rules see of a reply: its own words without markup, relays' names of servers and the mail sent back, lines joined, lower case, no accents,
 * straight quotes, one space for any white space, at most MOST_CHARACTERS read. Takes time linear in the length.
 */
export function foldReply(text: string): string {
  const read = cap(text);
  const folded = UNUSUAL.test(read) ? foldUnusual(read) : read.toLowerCase();
  return withoutReturnedMail(joinLines(withoutWhoSaid(folded.trim())));
}
