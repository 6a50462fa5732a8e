import { createFeedbackSubject, feedbackBases } from '../test/support/feedback-under-fire.ts';
import { fuzz } from '../test/support/fuzz.ts';
import { fuzzCommand } from './fuzz-command.ts';

/** Puts the bounce function's reading of feedback under fire, on ports in memory: `npm run fuzz:events -- [--count N] [--seed N] [--first N]`. */
await fuzzCommand('fuzz:events', 'EVENTS', (run) =>
  fuzz(createFeedbackSubject(), { ...run, bases: feedbackBases() }),
);
