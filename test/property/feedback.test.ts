import { describe, expect, it } from 'vitest';
import { createFeedbackSubject, feedbackBases } from '../support/feedback-under-fire.ts';
import { fuzz } from '../support/fuzz.ts';

const COUNT = 4_000;

describe('feedback of any shape', () => {
  it('becomes an outcome, a change of its address or a rejection with its reason; nothing is thrown', async () => {
    const bases = feedbackBases();

    const { kinds, thrown } = await fuzz(createFeedbackSubject(), { seed: 5, first: 0, count: COUNT, bases });

    expect(thrown).toEqual([]);
    const countOf = (pattern: RegExp) =>
      [...kinds].reduce((sum, [kind, times]) => (pattern.test(kind) ? sum + times : sum), 0);
    // The mutations spare enough events for all three to be under fire.
    expect(countOf(/^outcome: bounced/)).toBeGreaterThan(COUNT / 20);
    expect(countOf(/^outcome: complained/)).toBeGreaterThan(0);
    expect(countOf(/^outcome: suppressed/)).toBeGreaterThan(0);
    expect(countOf(/^rejected/)).toBeGreaterThan(COUNT / 4);
  });
});
