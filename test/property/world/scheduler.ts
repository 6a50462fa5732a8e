import type { Clock } from '../../../shared/ports/clock.ts';
import type { EpochMillis } from '../../../shared/time/units.ts';

interface Event {
  readonly at: EpochMillis;
  readonly order: number;
  readonly run: () => void;
}

/** A binary heap by (time, order of scheduling). */
function createHeap() {
  const events: Event[] = [];
  const before = (one: Event, other: Event) =>
    one.at < other.at || (one.at === other.at && one.order < other.order);
  const swap = (i: number, j: number) => {
    const [one, other] = [events[i], events[j]];
    if (one && other) [events[i], events[j]] = [other, one];
  };
  const isBefore = (i: number, j: number) => {
    const [one, other] = [events[i], events[j]];
    return one !== undefined && other !== undefined && before(one, other);
  };
  return {
    peek: () => events[0],
    push(event: Event) {
      events.push(event);
      for (let i = events.length - 1; i > 0; ) {
        const parent = (i - 1) >> 1;
        if (!isBefore(i, parent)) break;
        swap(i, parent);
        i = parent;
      }
    },
    pop(): Event | undefined {
      const top = events[0];
      const last = events.pop();
      if (events.length === 0 || !last) return top;
      events[0] = last;
      for (let i = 0; ; ) {
        const left = 2 * i + 1;
        const least = isBefore(left + 1, left) ? left + 1 : left;
        if (!isBefore(least, i)) return top;
        swap(i, least);
        i = least;
      }
    },
  };
}

/** Virtual time: everything that waits is an event; promises settle between two events. */
export function createScheduler(start: EpochMillis) {
  const heap = createHeap();
  let now = start;
  let order = 0;
  const at = (time: EpochMillis, run: () => void) => {
    order += 1;
    heap.push({ at: Math.max(time, now), order, run });
  };
  const sleep = (milliseconds: number) => new Promise<void>((resolve) => at(now + milliseconds, resolve));
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  /** Runs events up to and including `until`; stops early when `done` says so. */
  async function run(until: EpochMillis, done: () => boolean = () => false): Promise<void> {
    await settled();
    for (let next = heap.peek(); next && next.at <= until && !done(); next = heap.peek()) {
      heap.pop();
      now = next.at;
      next.run();
      await settled();
    }
    if (!done()) now = Math.max(now, until);
  }
  const clock: Clock = { now: () => now, sleep };
  return { clock, at, sleep, run };
}

export type Scheduler = ReturnType<typeof createScheduler>;
