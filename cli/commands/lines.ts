import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { UserError } from '../user-error.ts';

/** One line of a file; `text` is absent where the bytes are not UTF-8. */
export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text?: string;
}

/** Some editors put a byte order mark first; JSON knows none (RFC 8259 §8.1). */
const withoutMark = (text: string): string => (text.startsWith('\uFEFF') ? text.slice(1) : text);

/**
 * The lines of a file, or of `stdin` for `-`, read as they come. Taken byte by byte first: a reader of text would break
 * lines at U+2028 too, which JSON allows inside a string. Empty lines are left out; throws a UserError when unreadable.
 */
export async function* readLines(file: string, stdin: Readable): AsyncGenerator<Line> {
  const input = file === '-' ? stdin : createReadStream(file);
  input.setEncoding('latin1');
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  let number = 0;
  try {
    for await (const line of lines) {
      number += 1;
      const bytes = Buffer.from(line, 'latin1');
      const text = bytes.toString('utf8');
      if (!isUtf8(bytes)) yield { number };
      else if (text.trim() !== '') yield { number, text: number === 1 ? withoutMark(text) : text };
    }
  } catch (cause) {
    throw new UserError(`${file} could not be read: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  } finally {
    input.destroy();
  }
}
