import { SQS_VISIBILITY_SECONDS } from '../../shared/limits/sqs.ts';
import type { DeadLetter, DeadLetters } from '../../shared/ports/dead-letters.ts';

/** SQS refuses exactly 12 hours, counted from the receive, more often than not. */
const LONGEST_HIDDEN = SQS_VISIBILITY_SECONDS - 5;

/** Receives that show nothing new before a queue counts as seen: some of its servers may have been slow to answer. */
export const VAIN_RECEIVES = 3;

/** Ten letters take well under ten seconds, so nothing comes into sight again before all has been seen. */
export const hiddenFor = (letters: number): number => Math.min(LONGEST_HIDDEN, 60 + letters);

/**
 * Every letter once, up to `most`, and none removed: they are out of others' sight meanwhile, and back in it at the end,
 * however that comes. A letter that comes again, by SQS's own doing or because its time out of sight ran out, is passed
 * over.
 */
export async function* browse(letters: DeadLetters, most: number): AsyncGenerator<DeadLetter> {
  const seen = new Map<string, DeadLetter>();
  const hidden = hiddenFor(Math.min(most, await letters.count()));
  try {
    for (let vain = 0; vain < VAIN_RECEIVES && seen.size < most; ) {
      const received = await letters.receive(hidden);
      const fresh = received.filter(({ id }) => !seen.has(id));
      // The latest receipt is the one that counts.
      for (const letter of received) seen.set(letter.id, letter);
      yield* fresh.slice(0, Math.max(0, most - (seen.size - fresh.length)));
      if (received.length === 0) return;
      vain = fresh.length === 0 ? vain + 1 : 0;
    }
  } finally {
    await letters.release([...seen.values()]);
  }
}
