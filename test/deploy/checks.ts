import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { Unmet } from './failures.ts';

const LOOK_AGAIN_MILLIS = 250;

/** What is looked for, until it is there; `seen` is shown when it never is. */
export type Look<T> = { readonly found: T } | { readonly seen: unknown };

/** What steps check by. Each check prints a line when it is met, and throws an Unmet when it is not. */
export interface Checks {
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** Something worth knowing that is no check. */
  note(text: string): void;
  equal(what: string, seen: unknown, expected: unknown): void;
  holds(what: string, holds: boolean, seen: unknown): void;
  /** Looks until it is found; `seconds` is only how long a broken deployment is waited for. */
  eventually<T>(what: string, seconds: number, look: () => Promise<Look<T>>): Promise<T>;
  readonly met: () => number;
}

/** `print` gets whole lines; `now` is a clock in milliseconds. */
export function createChecks(print: (line: string) => void, now: () => number): Checks {
  const begun = now();
  let met = 0;
  const seconds = (since: number) => ((now() - since) / 1_000).toFixed(1);
  const ok = (what: string) => {
    met += 1;
    print(`  [${seconds(begun).padStart(6)} s] ok  ${what}`);
  };
  const holds: Checks['holds'] = (what, isSo, seen) => {
    if (!isSo) throw new Unmet(what, 'that it holds', seen);
    ok(what);
  };
  return {
    step: async (title, work) => {
      const since = now();
      print(`\n-- ${title}`);
      const result = await work();
      print(`   ${seconds(since)} s`);
      return result;
    },
    note: (text) => print(`  ${text}`),
    equal: (what, seen, expected) => {
      if (!isDeepStrictEqual(seen, expected)) throw new Unmet(what, expected, seen);
      ok(what);
    },
    holds,
    eventually: async (what, most, look) => {
      const until = now() + most * 1_000;
      for (;;) {
        const answer = await look();
        if ('found' in answer) {
          ok(what);
          return answer.found;
        }
        if (now() > until) throw new Unmet(what, `within ${most} s`, answer.seen);
        await setTimeout(LOOK_AGAIN_MILLIS);
      }
    },
    met: () => met,
  };
}
