import { SECOND } from '../../../shared/time/units.ts';
import { countedOnce } from '../counted-once.ts';
import type { Scenario } from '../scenario.ts';

const EVERY = 4;
const MOST = 4;

export const bounceKilled: Scenario = {
  name: 'bounce-killed',
  what: 'the bounce function killed in mid-batch 4 times, after a write',
  why: 'Its events come back; an entry that was written is known and counts once.',
  lasts: 15 * SECOND,
  enough: MOST,
  bounces: true,
  check: countedOnce,
  begin: ({ stage, inject }) => {
    let writes = 0;
    let kills = 0;
    return async ({ service, operation, body }, forward) => {
      const answer = await forward();
      const isWrite = service === 'dynamodb' && operation === 'PutItem';
      if (!isWrite || !/"(Quarantine|Evidence)Table/.test(body.toString()) || kills >= MOST) return answer;
      writes += 1;
      if (writes % EVERY !== 1) return answer;
      kills += 1;
      inject();
      stage.engine.kill('Bounce');
      return 'lost';
    };
  },
};
