import { setLevel } from '../../../cli/commands/level.ts';
import type { Connection } from '../../../cli/connection.ts';
import type { KeyStatus } from '../../../shared/quota/key-status.ts';
import { SECOND } from '../../../shared/time/units.ts';
import type { Scene, Step, StepResult } from './step.ts';

const POOL = 'shared';
const AFTER = 9 * SECOND;
/** The busiest counter shows it first. */
const WATCHED = `${POOL}|rule|northmail`;

/** The pool's level goes from normal to fast under way: limits rise, and no counter starts anew. */
export function levelStep(
  connection: Pick<Connection, 'control' | 'deployment'>,
): Step & { raised(): boolean } {
  let changed = false;
  let before: KeyStatus | undefined;
  let after: KeyStatus | undefined;

  const change = async (): Promise<readonly string[]> => {
    await setLevel(connection, POOL, 'fast');
    changed = true;
    return [`$ mxp level set ${POOL} fast`, '  half as much again for every MX; in force within 25 s'];
  };
  const compare = (status: KeyStatus | undefined): readonly string[] => {
    if (!status || after) return [];
    if (!before || status.limit === before.limit) {
      before = status;
      return [];
    }
    after = status;
    return [
      `  northmail: ${before.limit}/min → ${after.limit}/min; its counter stood at ${before.used}, and stands at ${after.used}: nothing was reset`,
    ];
  };
  return {
    raised: () => changed,
    look: async ({ millis, statuses }: Scene) => {
      const status = statuses.find(({ key }) => key === WATCHED);
      if (changed) return compare(status);
      before = status;
      return millis >= AFTER ? change() : [];
    },
    end: async (): Promise<StepResult> => {
      const step = 'level normal → fast';
      if (!before || !after) return { step, effect: 'the run ended before it was in force' };
      const kept = after.used >= before.used;
      const effect = kept
        ? `northmail's counter went on, ${before.used} → ${after.used}; nothing was reset`
        : `the counter fell from ${before.used} to ${after.used}`;
      return { step, ok: kept, effect };
    },
  };
}
