/** Runs tasks later, and none of them after `clear`. */
export interface Timers {
  later(millis: number, task: () => void): void;
  clear(): void;
}

export function createTimers(): Timers {
  const timers = new Set<NodeJS.Timeout>();
  let cleared = false;
  return {
    later: (millis, task) => {
      if (cleared) return;
      const timer = setTimeout(() => {
        timers.delete(timer);
        task();
      }, millis);
      timers.add(timer);
    },
    clear: () => {
      cleared = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
