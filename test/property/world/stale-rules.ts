import type { Clock } from '../../../shared/ports/clock.ts';
import type { ActiveRules } from '../../../shared/ports/rules-source.ts';
import { SECOND } from '../../../shared/time/units.ts';
import { seeded } from './random.ts';

/** Functions look the rules up this often; see aws/rules-source.ts. */
const MAX_AGE = 20 * SECOND;

/** Rules as functions see them: each as they were at some moment of the last 20 seconds. */
export function createStaleRules(
  { seed, rules }: { readonly seed: number; readonly rules: ActiveRules },
  clock: Pick<Clock, 'now'>,
) {
  const random = seeded(seed + 2_000);
  const history = [{ from: 0, rules }];
  return {
    set: (next: ActiveRules): void => {
      history.push({ from: clock.now(), rules: next });
    },
    seen: (): ActiveRules => {
      const at = clock.now() - random() * MAX_AGE;
      return history.findLast(({ from }) => from <= at)?.rules ?? rules;
    },
  };
}
