import { SECOND } from '../../../shared/time/units.ts';
import { killingSenders, MOST_KILLS } from '../killing.ts';
import type { Scenario } from '../scenario.ts';

export const senderKilledUnseen: Scenario = {
  name: 'sender-killed-unseen',
  what: 'the same, and SES tells of no hand-over (the default)',
  why: 'Nobody can say what SES took. When the claim has run out, marketing mail ends as `inDoubt`; transactional mail is sent again, once, and may come twice.',
  lasts: 20 * SECOND,
  enough: MOST_KILLS,
  mayDoubt: true,
  noEvents: true,
  begin: killingSenders,
};
