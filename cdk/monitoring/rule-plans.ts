import type { AlarmPlan } from './alarm-plan.ts';
import { ownMetric } from './metric-factory.ts';
import type { Watched } from './watched.ts';

/** An hour, for the notice told at once; the alarm says that nobody has acted. */
const ONE_HOUR_PERIODS = 12;

/** Alarms about the rules; without a feed there is nothing to be behind of. */
export const rulePlans = (watched: Watched): readonly AlarmPlan[] =>
  watched.hasFeed
    ? [
        {
          id: 'RulesBehind',
          meaning:
            'The rules are not synchronised: the last try failed, or a night was missed. The rules in force stay.',
          metric: ownMetric(watched, 'RulesBehind', { statistic: 'Minimum' }),
          levels: { warning: 1 },
          periods: ONE_HOUR_PERIODS,
          withoutData: 'as before',
        },
        {
          id: 'ReleaseHeld',
          meaning: 'A release of rules waits for an operator to accept it. The rules in force stay.',
          metric: ownMetric(watched, 'ReleaseHeld', { statistic: 'Minimum' }),
          levels: { warning: 1 },
          periods: ONE_HOUR_PERIODS,
          withoutData: 'as before',
        },
      ]
    : [];
