import { SECOND } from '../../../shared/time/units.ts';
import { jsonAnswer, SENDING_PAUSED } from '../answers.ts';
import type { Scenario } from '../scenario.ts';

export const sesPaused: Scenario = {
  name: 'ses-paused',
  what: 'SES pauses the account for 15 s and refuses all mail, then resumes it',
  why: 'A refusal holds all mail; the sweeper hears from SES of the pause, and of its end within a minute. Then it wakes the keys after 25 s and lets one mail probe; when that is taken, the rest follows a minute later.',
  lasts: 15 * SECOND,
  begin: ({ stage, inject }) => {
    let refusals = 0;
    return async ({ operation }, forward) => {
      if (operation === 'SendEmail') {
        inject();
        refusals += 1;
        // The sweeper asks every minute what the account may do; a minute is long here.
        if (refusals === 1) void stage.engine.runSchedules();
        return SENDING_PAUSED;
      }
      if (operation !== 'GetAccount') return forward();
      inject();
      const answer = await forward();
      return jsonAnswer(answer, { ...JSON.parse(answer.body.toString()), SendingEnabled: false });
    };
  },
  heal: async ({ stage }) => {
    await stage.engine.runSchedules();
  },
};
