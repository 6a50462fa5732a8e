import type { Clock } from '../ports/clock.ts';
import type { ControlStore } from '../ports/control-store.ts';
import { SECOND } from '../time/units.ts';
import { createCache } from './cache.ts';

/** Orders must be in force within a minute (design §3). */
const MAX_AGE = 20 * SECOND;

/** The store, with its snapshot kept for 20 seconds; what is written through it shows at once. */
export function createCachedControl(store: ControlStore, clock: Pick<Clock, 'now'>): ControlStore {
  const snapshot = createCache(() => store.load(), clock, MAX_AGE);
  const write =
    <Args extends readonly unknown[], R>(change: (...args: Args) => Promise<R>) =>
    async (...args: Args): Promise<R> => {
      try {
        return await change(...args);
      } finally {
        snapshot.forget();
      }
    };
  return {
    load: snapshot.get,
    putOrder: write(store.putOrder),
    putLevel: write(store.putLevel),
    dropLevel: write(store.dropLevel),
    putAccount: write(store.putAccount),
    putHold: write(store.putHold),
    takeProbe: write(store.takeProbe),
    liftHold: write(store.liftHold),
  };
}
