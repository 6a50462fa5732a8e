/** A header field as it stands in a message: `bytes` [from, to) hold all its lines and their line ends. */
export interface HeaderField {
  /** Lower case. */
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

export type HeaderBlock =
  | {
      readonly ok: true;
      readonly fields: readonly HeaderField[];
      readonly end: number;
      readonly newline: string;
    }
  | { readonly ok: false; readonly reason: string };

/** A message that is refused because nothing stands in front of its body. */
export const NO_HEADER_BLOCK = {
  ok: false,
  reason: 'raw: the message has no header block (RFC 5322 §2.1)',
} as const;

const LF = 10;
const CR = 13;
const SPACE = 32;
const TAB = 9;

/** A field's start (RFC 5322 §2.2), with the space before the colon that §4.5 still allows. */
const FIELD = /^([!-9;-~]+)[ \t]*:/;
/** More than any name that can matter, and a bound for hostile lines. */
const LONGEST_START = 1_024;

const lineEnd = (bytes: Uint8Array, from: number): number => {
  const at = bytes.indexOf(LF, from);
  return at < 0 ? bytes.length : at + 1;
};

const isEmptyLine = (bytes: Uint8Array, from: number): boolean =>
  bytes[from] === LF || (bytes[from] === CR && bytes[from + 1] === LF);

/** A return that ends no line: one reader sees a new field after it where another sees none. */
function hasBareReturn(bytes: Uint8Array, end: number): boolean {
  for (let at = bytes.indexOf(CR); at >= 0 && at < end; at = bytes.indexOf(CR, at + 1))
    if (bytes[at + 1] !== LF) return true;
  return false;
}

const startOf = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.subarray(from, Math.min(to, from + LONGEST_START))).toString('latin1');

/** Finds the header fields of a MIME message and where they end; lines may end in CRLF or LF. */
export function readHeaderBlock(bytes: Uint8Array): HeaderBlock {
  const fields: HeaderField[] = [];
  let at = 0;
  for (let line = 1; at < bytes.length && !isEmptyLine(bytes, at); line += 1) {
    const to = lineEnd(bytes, at);
    const last = fields.at(-1);
    if (last && (bytes[at] === SPACE || bytes[at] === TAB)) fields[fields.length - 1] = { ...last, to };
    else {
      const name = FIELD.exec(startOf(bytes, at, to))?.[1];
      if (!name)
        return {
          ok: false,
          reason: `raw: line ${line} is no header (RFC 5322 §2.2); is a header block missing?`,
        };
      fields.push({ name: name.toLowerCase(), from: at, to });
    }
    at = to;
  }
  if (fields.length === 0) return NO_HEADER_BLOCK;
  if (hasBareReturn(bytes, at))
    return { ok: false, reason: 'raw: a header holds a carriage return that ends no line' };
  return { ok: true, fields, end: at, newline: bytes[lineEnd(bytes, 0) - 2] === CR ? '\r\n' : '\n' };
}
