import { setTimeout as pause } from 'node:timers/promises';
import { SECOND } from '../../../shared/time/units.ts';
import { countedOnce } from '../counted-once.ts';
import type { Scenario } from '../scenario.ts';

const LATEST = 6 * SECOND;

export const snsLateAndDoubled: Scenario = {
  name: 'sns-late-and-doubled',
  what: "every event of SES comes up to 6 s late and twice, upstream's too, for 15 s",
  why: 'Events are known by their entry and outcomes by their eventId, whatever their order.',
  lasts: 15 * SECOND,
  bounces: true,
  check: countedOnce,
  begin:
    ({ random, inject }) =>
    async ({ service }, forward) => {
      if (service !== 'sns') return forward();
      inject();
      const again = random() * LATEST;
      await pause(random() * 2 * SECOND);
      const answer = await forward();
      void pause(again).then(
        () => forward(),
        () => {},
      );
      return answer;
    },
};
