import type { OutcomeEvent } from '../outcome/event.ts';
import type { OutcomePublisher } from '../ports/outcomes.ts';

/** OutcomeTopic that tells the simulation of each event. */
export const createMemoryOutcomePublisher = (tell: (event: OutcomeEvent) => void): OutcomePublisher => ({
  publish: async (events) => {
    events.forEach(tell);
    return new Set();
  },
});
