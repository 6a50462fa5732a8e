import { NO_COUNTS, TRIAL_COUNTS, type TrialCounts, type TrialStore } from '../ports/trial-store.ts';

/** Counts of trials in memory. */
export function createMemoryTrialStore(): TrialStore {
  const trials = new Map<string, TrialCounts>();
  return {
    begin: async (name) => {
      trials.set(name, NO_COUNTS);
    },
    add: async (name, more) => {
      const counts = trials.get(name);
      if (!counts) return;
      const sums = TRIAL_COUNTS.map((count) => [count, counts[count] + (more[count] ?? 0)] as const);
      trials.set(name, { ...counts, ...Object.fromEntries(sums) });
    },
    counts: async (name) => trials.get(name) ?? NO_COUNTS,
  };
}
