import { SECOND } from '../../../shared/time/units.ts';
import { killingSenders, MOST_KILLS } from '../killing.ts';
import type { Scenario } from '../scenario.ts';

export const senderKilled: Scenario = {
  name: 'sender-killed',
  what: 'senders killed in mid-batch 6 times, by turns before and after SES has the mail; SES tells of hand-overs',
  why: 'What SES took is told by its event and marked as sent. What a sender had claimed and SES never got is in doubt, and waits 15 minutes for an event before the setting `inDoubt` decides.',
  lasts: 20 * SECOND,
  enough: MOST_KILLS,
  mayDoubt: true,
  begin: killingSenders,
};
