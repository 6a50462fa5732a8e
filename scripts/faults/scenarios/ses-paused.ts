import { SECOND } from '../../../shared/time/units.ts';
import { jsonAnswer, SENDING_PAUSED } from '../answers.ts';
import type { Scenario } from '../scenario.ts';

export const sesPaused: Scenario = {
  name: 'ses-paused',
  what: 'SES pauses the account for 15 s, then resumes it',
  why: 'Mail waits while SES says that it is paused, and is looked at every two minutes. A refusal holds all mail until a probe, a minute later, is taken. A resume at SES hurries neither.',
  lasts: 15 * SECOND,
  begin: ({ stage, inject }) => {
    // The sweeper asks every minute what the account may do; a minute is long here.
    void stage.engine.runSchedules();
    return async ({ operation }, forward) => {
      if (operation === 'SendEmail') {
        inject();
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
