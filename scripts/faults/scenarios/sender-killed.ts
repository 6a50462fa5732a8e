import { SECOND } from '../../../shared/time/units.ts';
import type { Scenario } from '../scenario.ts';

/** Every so many calls the senders at work are killed: by turns before SES has the mail, and after. */
const EVERY = 9;
const MOST = 6;

export const senderKilled: Scenario = {
  name: 'sender-killed',
  what: 'senders killed in mid-batch 6 times, before SES has the mail and after, by turns',
  why: 'What SES took is told by its event and marked sent. What it never got stays claimed for 30 s; marketing mail then ends in doubt, transactional mail is sent again, once.',
  lasts: 15 * SECOND,
  mayDoubt: true,
  begin: ({ stage, inject }) => {
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
      if (calls % EVERY !== 0 || kills >= MOST) return forward();
      if (kills % 2 === 0) return kill();
      await forward();
      return kill();
    };
  },
};
