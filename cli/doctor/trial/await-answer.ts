import type { Clock } from '../../../shared/ports/clock.ts';
import { SECOND } from '../../../shared/time/units.ts';

/** Asks every second until there is an answer; undefined when patience is over. */
export async function awaitAnswer<T>(
  clock: Clock,
  patience: number,
  ask: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const until = clock.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined || clock.now() >= until) return answer;
    await clock.sleep(SECOND);
  }
}
