/** Runs tasks later, and none of them after `clear`. */
export interface Timers {
  later(millis: number, task: () => void): void;
  clear(): void;
}

export function createTimers(): Timers {
  const timers = new Set<NodeJS.Timeout>();
  return {
    later: (millis, task) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        task();
      }, millis);
      timers.add(timer);
    },
    clear: () => {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
