import PostalMime, { decodeWords } from 'postal-mime';
import { type Fields, fieldOf, fieldsFrom } from './fields.ts';
import {
  DEEPEST_NESTING,
  MOST_BOUNDARIES,
  MOST_HEADER_BYTES,
  READ_BYTES,
  READ_CHARACTERS,
  READ_LINES,
} from './limits.ts';
import { plainText } from './plain-text.ts';

/** A part that is no text for people, decoded. */
export interface MailPart {
  /** Media type, lower case. */
  readonly type: string;
  /** Its first characters. */
  readonly text: string;
}

/** One mail in pieces. */
export interface MailPieces {
  readonly header: Fields;
  readonly subject: string;
  /** All that is written for people, without markup. */
  readonly text: string;
  readonly parts: readonly MailPart[];
}

export type ReadMail =
  | { readonly ok: true; readonly mail: MailPieces }
  | { readonly ok: false; readonly reason: string };

const LF = 10;

/** As much of a mail as is read: bytes, and lines of them. */
function firstOf(bytes: Uint8Array): Uint8Array {
  const read = bytes.subarray(0, READ_BYTES);
  let end = -1;
  for (let line = 0; line < READ_LINES; line += 1) {
    end = read.indexOf(LF, end + 1);
    if (end < 0) return read;
  }
  return read.subarray(0, end);
}

const unreadable = (reason: string): ReadMail => ({ ok: false, reason });

function countBoundaries(bytes: Uint8Array): number {
  return (
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      .toString('latin1')
      .split(/\bboundary\b/i, MOST_BOUNDARIES + 2).length - 1
  );
}

/** Reports are ASCII or UTF-8 (RFC 3464 §2.1, RFC 6533 §4); what is neither keeps its ASCII. */
const decoded = (content: ArrayBuffer | Uint8Array | string): string =>
  typeof content === 'string'
    ? content.slice(0, READ_CHARACTERS)
    : new TextDecoder().decode(new Uint8Array(content).subarray(0, READ_CHARACTERS));

async function parse(bytes: Uint8Array): Promise<MailPieces> {
  const email = await PostalMime.parse(bytes, {
    forceRfc822Attachments: true,
    maxNestingDepth: DEEPEST_NESTING,
    maxHeadersSize: MOST_HEADER_BYTES,
  });
  const header = fieldsFrom(email.headers.map(({ key, value }) => [key, value]));
  return {
    header,
    subject: decodeWords(fieldOf(header, 'subject') ?? ''),
    text: (email.text ?? plainText(email.html ?? '')).slice(0, READ_CHARACTERS),
    parts: email.attachments.map(({ mimeType, content }) => ({
      type: mimeType.toLowerCase(),
      text: decoded(content),
    })),
  };
}

/** Takes a raw mail apart (RFC 5322, RFC 2045); never throws. What is longer than READ_BYTES is read as if cut off. */
export async function readMail(bytes: Uint8Array): Promise<ReadMail> {
  const read = firstOf(bytes);
  if (read.length === 0) return unreadable('the mail is empty');
  if (countBoundaries(read) > MOST_BOUNDARIES)
    return unreadable(`the mail names more than ${MOST_BOUNDARIES} boundaries of parts`);
  try {
    const mail = await parse(read);
    return mail.header.size > 0 ? { ok: true, mail } : unreadable('there is no mail header (RFC 5322 §2.2)');
  } catch (cause) {
    return unreadable(cause instanceof Error ? cause.message : String(cause));
  }
}
