import { createWriteStream } from 'node:fs';
import { performance } from 'node:perf_hooks';

/** One recipient of one accepted call. `at`: milliseconds since the epoch with a fraction; `mx` absent = no route. */
export interface AcceptedRecipient {
  readonly recipient: string;
  readonly mx?: string;
  readonly at: number;
}

export interface AcceptLog {
  readonly entries: readonly AcceptedRecipient[];
  append(entry: AcceptedRecipient): void;
  /** Writes out what the file has not yet. */
  close(): Promise<void>;
}

/** A clock that never goes back while the process lives, finer than a millisecond. */
export const preciseNow = (): number => performance.timeOrigin + performance.now();

/** Keeps the log in memory and, with a `file`, appends every entry to it as a JSON line. */
export function createAcceptLog(file: string | undefined): AcceptLog {
  const entries: AcceptedRecipient[] = [];
  const stream = file === undefined ? undefined : createWriteStream(file, { flags: 'a' });
  return {
    entries,
    append: (entry) => {
      entries.push(entry);
      stream?.write(`${JSON.stringify(entry)}\n`);
    },
    close: () => new Promise((resolve) => (stream ? stream.end(() => resolve()) : resolve())),
  };
}
