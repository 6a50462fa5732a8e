import { SECOND } from '../../../shared/time/units.ts';
import { SLOW_DOWN } from '../answers.ts';
import type { Scenario } from '../scenario.ts';

export const s3Failing: Scenario = {
  name: 's3-failing',
  what: 'S3 answers 503 SlowDown to every call, for 15 s, while mail is parked and due',
  why: 'A page that cannot be written leaves its mails on their queue; one that cannot be read is looked at again after a minute.',
  lasts: 15 * SECOND,
  notBefore: 6 * SECOND,
  begin:
    ({ inject }) =>
    async ({ service }, forward) => {
      if (service !== 's3') return forward();
      inject();
      return SLOW_DOWN;
    },
};
