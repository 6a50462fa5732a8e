import type { Clock } from '../ports/clock.ts';

/** A value that is loaded at most every so often; calls that come meanwhile share one load. */
export interface Cache<T> {
  get(): Promise<T>;
  /** The next `get` loads anew, and a load that is on its way is not kept. */
  forget(): void;
}

/** A failed load is thrown to all who wait for it and is not kept. The age counts from the start of the load. */
export function createCache<T>(
  load: () => Promise<T>,
  clock: Pick<Clock, 'now'>,
  maxAgeMillis: number,
): Cache<T> {
  let kept: { readonly value: Promise<T>; readonly since: number } | undefined;
  return {
    get: () => {
      const now = clock.now();
      if (kept && now - kept.since < maxAgeMillis) return kept.value;
      const entry = { value: load(), since: now };
      kept = entry;
      entry.value.catch(() => {
        if (kept === entry) kept = undefined;
      });
      return entry.value;
    },
    forget: () => {
      kept = undefined;
    },
  };
}
