import { SECOND } from '../../../shared/time/units.ts';
import type { Scenario } from '../scenario.ts';

const SHARE = 0.5;

export const sqsAnswersLost: Scenario = {
  name: 'sqs-answers-lost',
  what: 'half of the SendMessageBatch calls are carried out and never answered, for 10 s',
  why: 'The SDK sends again what was taken, so mails come twice to the sender; the second meets the claim of its id.',
  lasts: 10 * SECOND,
  begin:
    ({ random, inject }) =>
    async ({ operation }, forward) => {
      if (operation !== 'SendMessageBatch' || random() >= SHARE) return forward();
      await forward();
      inject();
      return 'lost';
    },
};
