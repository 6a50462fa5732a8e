import { describe, expect, it } from 'vitest';
import { fuzz } from '../support/fuzz.ts';
import { mutatedMail } from '../support/mutate-mail.ts';
import { createReturnedSubject } from '../support/returned-under-fire.ts';

const COUNT = 3_000;

describe('returned mail of any shape', () => {
  it('is accounted for, charges nobody but its recipient, and a forged one is never believed', async () => {
    const run = { seed: 5, first: 0, count: COUNT, make: mutatedMail };
    const { kinds, thrown } = await fuzz(createReturnedSubject(), run);

    expect(thrown).toEqual([]);
    const countOf = (pattern: RegExp) =>
      [...kinds].reduce((sum, [kind, times]) => (pattern.test(kind) ? sum + times : sum), 0);
    // The mutations spare enough mails for all of these to be under fire.
    expect(countOf(/^outcome: bounced/)).toBeGreaterThan(COUNT / 10);
    expect(countOf(/^outcome: complained/)).toBeGreaterThan(COUNT / 50);
    expect(countOf(/^passed/)).toBeGreaterThan(COUNT / 20);
    expect(countOf(/^rejected/)).toBeGreaterThan(COUNT / 4);
  }, 60_000);
});
