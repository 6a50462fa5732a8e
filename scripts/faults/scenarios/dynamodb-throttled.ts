import { SECOND } from '../../../shared/time/units.ts';
import { THROTTLED } from '../answers.ts';
import type { Scenario } from '../scenario.ts';

/** Two calls of three are refused, so three tries of the SDK fail often enough. */
const SHARE = 0.67;

export const dynamodbThrottled: Scenario = {
  name: 'dynamodb-throttled',
  what: 'two of three calls throttled, both ways, for 12 s',
  why: 'The SDK tries three times; what still fails comes back after its visibility time-out, with slots and claims as they were.',
  lasts: 12 * SECOND,
  begin:
    ({ random, inject }) =>
    async ({ service }, forward) => {
      if (service !== 'dynamodb' || random() >= SHARE) return forward();
      inject();
      return THROTTLED[random() < 0.5 ? 0 : 1] ?? forward();
    },
};
