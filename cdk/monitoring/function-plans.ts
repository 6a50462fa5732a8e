import type { AlarmPlan } from './alarm-plan.ts';
import { functionMetric, sumOf } from './metric-factory.ts';
import type { MonitoringThresholds } from './thresholds.ts';
import type { Watched } from './watched.ts';

/** Alarms about the functions that handle mail. */
export const functionPlans = (
  { mailFunctions }: Watched,
  thresholds: Required<MonitoringThresholds>,
): readonly AlarmPlan[] => [
  {
    id: 'FunctionErrors',
    meaning: 'Functions that handle mail fail again and again; their messages are tried for two hours.',
    metric: sumOf(
      mailFunctions.map((fn) => functionMetric(fn, 'Errors', { statistic: 'Sum' })),
      'errors',
    ),
    levels: thresholds.functionErrors,
    periods: 3,
    withoutData: 'good',
  },
  {
    id: 'FunctionThrottles',
    meaning: "Lambda does not run the functions that handle mail: the account's concurrency is used up.",
    metric: sumOf(
      mailFunctions.map((fn) => functionMetric(fn, 'Throttles', { statistic: 'Sum' })),
      'throttles',
    ),
    levels: thresholds.functionThrottles,
    periods: 3,
    withoutData: 'good',
  },
];
