import type { Clock } from '../ports/clock.ts';
import type { DeadLetter, DeadLetters } from '../ports/dead-letters.ts';
import { SECOND } from '../time/units.ts';

/** A dead letter before anybody has received it. */
export type LaidLetter = Omit<DeadLetter, 'receipt'>;

/** Dead letters in memory, in order; `source` is the queue that they came from. Out of sight by the clock. */
export function createMemoryDeadLetters({ now }: Pick<Clock, 'now'>, letters: readonly LaidLetter[] = []) {
  const lying = new Map(letters.map((letter) => [letter.id, { letter, hiddenUntil: 0, receives: 0 }]));
  const source: DeadLetter[] = [];
  const port: DeadLetters = {
    count: async () => lying.size,
    receive: async (hiddenSeconds) => {
      const inSight = [...lying.values()].filter(({ hiddenUntil }) => hiddenUntil <= now()).slice(0, 10);
      return inSight.map((entry) => {
        entry.hiddenUntil = now() + hiddenSeconds * SECOND;
        entry.receives += 1;
        return { ...entry.letter, receipt: `${entry.letter.id}#${entry.receives}` };
      });
    },
    release: async (released) => {
      for (const { id } of released) {
        const entry = lying.get(id);
        if (entry) entry.hiddenUntil = 0;
      }
    },
    send: async (sent) => {
      source.push(...sent);
      return new Set();
    },
    remove: async (removed) => {
      for (const { id } of removed) lying.delete(id);
      return new Set();
    },
  };
  return {
    port,
    source,
    ids: () => [...lying.keys()],
    inSight: () => [...lying.values()].filter(({ hiddenUntil }) => hiddenUntil <= now()).length,
  };
}
