import type { Meddle } from './proxy.ts';
import type { Hands } from './scenario.ts';

/** Every so many calls the senders at work are killed: by turns before SES has the mail, and after. */
const EVERY = 6;
export const MOST_KILLS = 6;

/** Kills senders around their calls to SES. */
export function killingSenders({ stage, inject }: Hands): Meddle {
  let calls = 0;
  let kills = 0;
  const kill = () => {
    kills += 1;
    inject();
    stage.engine.kill('Sender');
    return 'lost' as const;
  };
  return async ({ operation }, forward) => {
    if (operation !== 'SendEmail') return forward();
    calls += 1;
    if (calls % EVERY !== 0 || kills >= MOST_KILLS) return forward();
    if (kills % 2 === 0) return kill();
    await forward();
    return kill();
  };
}
