import { type HeaderField, NO_HEADER_BLOCK, readHeaderBlock } from './header-block.ts';
import type { MailHeader } from './mail.ts';

export type PreparedMime =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: string };

/** Characters of one line (RFC 5322 §2.1.1). */
const LONGEST_LINE = 998;

/** Headers by which SES would be told other things than by us, or others than `to` would be addressed. */
const STRIPPED: ReadonlySet<string> = new Set(['bcc', 'return-path']);
const STRIPPED_PREFIXES = ['x-ses-', 'x-mxp-'] as const;

const isStripped = (name: string): boolean =>
  STRIPPED.has(name) || STRIPPED_PREFIXES.some((prefix) => name.startsWith(prefix));

/** Breaks a long line before spaces (RFC 5322 §2.2.3); none that can stay whole is broken. */
function fold(line: string, newline: string): string {
  if (line.length <= LONGEST_LINE) return line;
  const at = line.lastIndexOf(' ', LONGEST_LINE);
  return at <= line.indexOf(': ') + 1
    ? line
    : `${line.slice(0, at)}${newline}${fold(line.slice(at), newline)}`;
}

function render({ name, value }: MailHeader, newline: string): string | undefined {
  const folded = fold(`${name}: ${value}`, newline);
  const fits = folded.split(newline).every((line) => line.length <= LONGEST_LINE);
  return fits && /^[!-9;-~]+$/.test(name) && /^[ -~]*$/.test(value) ? folded + newline : undefined;
}

/** What is left of the message, in as few pieces as there are gaps. */
function piecesOf(bytes: Uint8Array, gaps: readonly HeaderField[]): readonly Uint8Array[] {
  const starts = [0, ...gaps.map(({ to }) => to)];
  return starts.map((start, at) => bytes.subarray(start, gaps[at]?.from ?? bytes.length));
}

/**
 * Makes a raw MIME message ready for SES: takes out X-SES-*, X-MXP-*, Bcc, Return-Path and whatever `extra` names, in
 * any case and with folded lines, and puts `extra` on top. All other bytes stay as they are. Never throws.
 */
export function prepareRawMime(bytes: Uint8Array, extra: readonly MailHeader[]): PreparedMime {
  const block = readHeaderBlock(bytes);
  if (!block.ok) return block;
  const replaced = new Set(extra.map(({ name }) => name.toLowerCase()));
  const gaps = block.fields.filter(({ name }) => isStripped(name) || replaced.has(name));
  if (gaps.length === block.fields.length && extra.length === 0) return NO_HEADER_BLOCK;
  const rendered: string[] = [];
  for (const header of extra) {
    const text = render(header, block.newline);
    if (text === undefined)
      return {
        ok: false,
        reason: `${header.name}: cannot be written in lines of ${LONGEST_LINE} printable ASCII characters`,
      };
    rendered.push(text);
  }
  return { ok: true, bytes: Buffer.concat([Buffer.from(rendered.join('')), ...piecesOf(bytes, gaps)]) };
}
