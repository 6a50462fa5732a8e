import type { Random } from '../../shared/ports/clock.ts';
import { seeded } from '../property/world/random.ts';
import { pick, scaled } from './mutate-json.ts';
import { returnedMail, returnedMailNames } from './returned-mails.ts';

/** Mails are texts of one character a byte here, so that any of them can be cut and spliced. */
type Change = (mail: string, random: Random) => string;

const BASES: readonly string[] = returnedMailNames().map((name) =>
  Buffer.from(returnedMail(name)).toString('latin1'),
);

const place = (mail: string, random: Random): number => Math.floor(random() * mail.length);
const bytes = (count: number, random: Random): string =>
  Array.from({ length: count }, () => String.fromCharCode(Math.floor(random() * 256))).join('');
const insert = (mail: string, at: number, text: string): string => mail.slice(0, at) + text + mail.slice(at);

/** Changes one line. */
const atLine =
  (change: (line: string, random: Random) => string): Change =>
  (mail, random) => {
    const lines = mail.split('\n');
    const at = Math.floor(random() * lines.length);
    return lines.with(at, change(lines[at] ?? '', random)).join('\n');
  };

const TYPES = [
  'text/plain',
  'text/html; charset=utf-16le',
  'message/rfc822',
  'message/delivery-status',
  'message/feedback-report',
  'message/partial',
  'multipart/mixed',
  'multipart/report; boundary=""',
  'multipart/report; boundary=B',
  'application/octet-stream',
  '',
  ';;;=',
] as const;
const ENCODINGS = ['base64', 'quoted-printable', '7bit', '8bit', 'binary', 'x-uuencode', ''] as const;
const ADDRESSES = [
  'joe@mail.example',
  '<>',
  '"a b"@mail.example',
  'jane@',
  '@',
  'jane@mail.example ',
] as const;

const swapHeader =
  (name: RegExp, values: readonly [string, ...string[]]): Change =>
  (mail, random) =>
    mail.replace(name, (_all, field: string) => `${field}: ${pick(values, random)}`);

const CHANGES: readonly Change[] = [
  (mail, random) => mail.slice(0, place(mail, random)),
  (mail, random) => mail.slice(place(mail, random)),
  (mail, random) => mail.slice(0, place(mail, random)) + mail.slice(place(mail, random)),
  (mail, random) => insert(mail, place(mail, random), bytes(scaled(8, random), random)),
  (mail, random) => insert(mail, place(mail, random), pick(BASES, random)),
  (mail, random) => insert(mail, place(mail, random), 'x'.repeat(scaled(17, random))),
  (mail, random) => insert(mail, place(mail, random), '\r\n'.repeat(scaled(12, random))),
  (mail, random) => insert(mail, place(mail, random), '--B\r\n'.repeat(scaled(11, random))),
  (mail, random) => insert(mail, place(mail, random), `X-MXP-Id: mail-1.${bytes(22, random)}\r\n`),
  (mail) => mail.replaceAll('\r\n', '\n'),
  (mail) => mail.replaceAll('\r\n', '\r'),
  (mail) => mail.replace('\r\n\r\n', '\r\n'),
  (mail) => mail.replaceAll('--B--', ''),
  (mail) => `Content-Type: message/rfc822\r\n\r\n${mail}`,
  (mail) =>
    `From: a@b.example\r\nContent-Type: multipart/mixed; boundary=O\r\n\r\n--O\r\n\r\n${mail}\r\n--O--`,
  (mail, random) => mail.replaceAll('jane@mail.example', pick(ADDRESSES, random)),
  swapHeader(/(Content-Type): [^\r\n]*/i, TYPES),
  swapHeader(/(Content-Type): [^\r\n]*(?=\r?\n\r?\n)/i, TYPES),
  swapHeader(
    /(MIME-Version): [^\r\n]*/i,
    ENCODINGS.map((one) => `1.0\r\nContent-Transfer-Encoding: ${one}`) as never,
  ),
  swapHeader(/(Action): [^\r\n]*/i, ['failed', 'delayed', 'delivered', 'FAILED (x)', '\u0000', '']),
  swapHeader(/(Status): [^\r\n]*/i, ['5.1.1', '4.2.2', '2.0.0', '9.9.9', '5.1.1.1', 'x', '']),
  swapHeader(/(Date): [^\r\n]*/i, [
    '',
    'x',
    'Thu, 1 Jan 1970 00:00:00 +0000',
    'Sat, 1 Jan 9999 00:00:00 +0000',
  ]),
  atLine((line, random) => line + line.repeat(scaled(6, random))),
  atLine(() => ''),
  atLine((line) => ` ${line}`),
  atLine((line, random) => line.slice(0, place(line, random))),
  atLine((line, random) => [...line].map((one) => (random() < 0.1 ? bytes(1, random) : one)).join('')),
];

/** The nth mail of a seed, one character a byte: a sample damaged in a few ways; one in twelve is left whole. */
export function mutatedMail(seed: number, index: number): string {
  const random = seeded(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  let mail = pick(BASES, random);
  if (random() < 1 / 12) return mail;
  for (let times = scaled(3, random); times > 0; times -= 1) mail = pick(CHANGES, random)(mail, random);
  return mail;
}
