import type { Answers } from './commands/classify.ts';
import type { Io } from './program/shell.ts';

/** Characters that are written at once at most. */
const FULL = 65_536;

/** Writes lines together, as many as come in one go, so that a person waits for none and a million cost few writes. */
export function createLineWriter({ out, drained }: Pick<Io, 'out' | 'drained'>): Answers {
  let waiting = '';
  let isDue = false;
  const flush = () => {
    isDue = false;
    if (waiting !== '') out(waiting);
    waiting = '';
  };
  return {
    write: async (line) => {
      waiting += line;
      if (waiting.length >= FULL) {
        flush();
        await drained?.();
      } else if (!isDue) {
        isDue = true;
        setImmediate(flush);
      }
    },
    end: async () => {
      flush();
      await drained?.();
    },
  };
}
