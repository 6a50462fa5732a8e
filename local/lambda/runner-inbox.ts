import type { ChildProcess } from 'node:child_process';
import type { RunnerMessage } from './invocation.ts';

/** What comes next from a runner's process: a message, its end, or nothing in time. */
export type News =
  | { readonly kind: 'message'; readonly message: RunnerMessage }
  | { readonly kind: 'ended'; readonly how: string }
  | { readonly kind: 'late' };

/** Reads a process's messages one by one; after its end every reading answers `ended`. */
export interface RunnerInbox {
  next(withinMillis: number): Promise<News>;
  /** Set once the process has ended: its signal or exit code. */
  ended(): string | undefined;
}

export function createInbox(child: ChildProcess): RunnerInbox {
  const unread: News[] = [];
  let how: string | undefined;
  let reader: ((news: News) => void) | undefined;

  const deliver = (news: News) => {
    if (reader) reader(news);
    else unread.push(news);
  };
  const end = (text: string) => {
    how ??= text;
    deliver({ kind: 'ended', how });
  };
  child.on('message', (message) => deliver({ kind: 'message', message: message as RunnerMessage }));
  child.on('exit', (code, signal) => end(String(signal ?? code)));
  // A process that cannot be started, or sent to, has no other end than this.
  child.on('error', (error) => end(error.message));

  const next = (withinMillis: number): Promise<News> =>
    new Promise((resolve) => {
      const timeout = setTimeout(() => reader?.({ kind: 'late' }), withinMillis);
      reader = (news) => {
        clearTimeout(timeout);
        reader = undefined;
        resolve(news);
      };
      const first = unread.shift() ?? (how === undefined ? undefined : { kind: 'ended' as const, how });
      if (first) reader(first);
    });
  return { next, ended: () => how };
}
