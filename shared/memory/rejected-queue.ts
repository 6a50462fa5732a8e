import type { Rejected, RejectedQueue } from '../ports/queues.ts';

/** RejectedQueue in memory: an array to look at. */
export const createMemoryRejectedQueue = (items: Rejected[] = []): RejectedQueue => ({
  send: async (rejected) => {
    items.push(...rejected);
    return new Set();
  },
});
