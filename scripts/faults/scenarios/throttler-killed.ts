import { SECOND } from '../../../shared/time/units.ts';
import type { Scenario } from '../scenario.ts';

/** Where the throttler dies, each once, after the call has worked: some mails sent off, a page written, its index written. */
const STEPS = ['SendMessageBatch', 'PutObject', 'BatchWriteItem'];

export const throttlerKilled: Scenario = {
  name: 'throttler-killed',
  what: 'throttlers killed in mid-batch: after mails were sent off, after a page, after its index',
  why: 'The batch comes back whole: what had been sent off or parked is so twice, and the second copy meets the claim of its id. Its slot is lost.',
  lasts: 15 * SECOND,
  enough: STEPS.length,
  // Two visibility time-outs: a batch that comes back still finds mail to park.
  notBefore: 30 * SECOND,
  begin: ({ stage, inject }) => {
    const left = new Set(STEPS);
    return async ({ operation }, forward) => {
      const answer = await forward();
      if (!left.delete(operation)) return answer;
      inject();
      stage.engine.kill('Throttler');
      return 'lost';
    };
  },
};
