import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { EpochMillis } from '../../shared/time/units.ts';
import { UserError } from '../user-error.ts';

/** A file that is read from front to back once. */
export interface Input {
  readonly name: string;
  /** Its first 64 KB, to tell what it is. */
  readonly head: string;
  /**
   * All of it. A character is a byte: names in another encoding must not cost the addresses beside them, and the
   * characters that give a file its form are ASCII in all of them.
   */
  readonly chunks: AsyncIterable<string>;
  /** Absent for standard input. */
  readonly file?: { readonly size: number; readonly modifiedAt: EpochMillis };
  bytesRead(): number;
}

const HEAD_BYTES = 65_536;

const BYTE_ORDER_MARK = '\u00EF\u00BB\u00BF';
const UTF_16_MARKS = ['\u00FF\u00FE', '\u00FE\u00FF'];

const unreadable = (name: string, cause: unknown): never => {
  throw new UserError(`${name} could not be read: ${cause instanceof Error ? cause.message : cause}`, {
    cause,
  });
};

async function readHead(chunks: AsyncIterator<string>): Promise<string> {
  let head = '';
  while (head.length < HEAD_BYTES) {
    const { done, value } = await chunks.next();
    if (done) break;
    head += value;
  }
  return head;
}

async function factsOf(name: string): Promise<NonNullable<Input['file']>> {
  try {
    const { size, mtimeMs } = await stat(name);
    return { size, modifiedAt: Math.floor(mtimeMs) };
  } catch (cause) {
    return unreadable(name, cause);
  }
}

/** Opens a file, or `stdin` for `-`; throws a UserError when it cannot be read. */
export async function openInput(name: string, stdin: Readable): Promise<Input> {
  const file = name === '-' ? undefined : await factsOf(name);
  const stream = file ? createReadStream(name, { highWaterMark: HEAD_BYTES }) : stdin;
  stream.setEncoding('latin1');
  let bytes = 0;
  const source = stream[Symbol.asyncIterator]() as AsyncIterator<string>;
  const first = await readHead(source).catch((cause) => unreadable(name, cause));
  if (UTF_16_MARKS.some((mark) => first.startsWith(mark))) {
    stream.destroy();
    throw new UserError(`${name} is written in UTF-16; save it as UTF-8`);
  }
  const head = first.startsWith(BYTE_ORDER_MARK) ? first.slice(BYTE_ORDER_MARK.length) : first;
  async function* chunks(): AsyncGenerator<string> {
    try {
      bytes += first.length;
      yield head;
      for (let read = await source.next(); !read.done; read = await source.next()) {
        bytes += read.value.length;
        yield read.value;
      }
    } catch (cause) {
      unreadable(name, cause);
    } finally {
      stream.destroy();
    }
  }
  return {
    name,
    head: head.slice(0, HEAD_BYTES),
    chunks: chunks(),
    bytesRead: () => bytes,
    ...(file ? { file } : {}),
  };
}
