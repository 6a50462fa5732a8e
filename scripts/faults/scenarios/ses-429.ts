import { SECOND } from '../../../shared/time/units.ts';
import { RATE_EXCEEDED } from '../answers.ts';
import type { Scenario } from '../scenario.ts';

const SHARE = 0.7;

export const ses429: Scenario = {
  name: 'ses-429',
  what: '70 % of the SendEmail calls refused for their rate, for 12 s',
  why: 'Nothing has left, so the mail is set free and comes back for a new slot after 5 s, then 10, at most 30.',
  lasts: 12 * SECOND,
  begin:
    ({ random, inject }) =>
    async ({ operation }, forward) => {
      if (operation !== 'SendEmail' || random() >= SHARE) return forward();
      inject();
      return RATE_EXCEEDED;
    },
};
