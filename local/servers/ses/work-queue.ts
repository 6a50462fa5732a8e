/** Runs tasks in order of arrival, at most `concurrency` at a time, each after the current turn of the event loop. */
export interface WorkQueue {
  add(task: () => Promise<void>): void;
  /** Forgets what has not begun. */
  clear(): void;
}

export function createWorkQueue(concurrency: number): WorkQueue {
  let waiting: (() => Promise<void>)[] = [];
  let next = 0;
  let active = 0;

  const take = () => {
    const task = waiting[next];
    next += 1;
    // Dropping the done part now and then keeps a long queue from being copied at every step.
    if (next >= waiting.length) {
      waiting = [];
      next = 0;
    }
    return task;
  };
  const start = () => {
    while (active < concurrency && next < waiting.length) {
      const task = take();
      if (!task) return;
      active += 1;
      void task().finally(() => {
        active -= 1;
        start();
      });
    }
  };
  return {
    add: (task) => {
      waiting.push(task);
      setImmediate(start);
    },
    clear: () => {
      waiting = [];
      next = 0;
    },
  };
}
