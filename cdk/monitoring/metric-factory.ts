import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric, SearchExpression, Unit } from 'aws-cdk-lib/aws-cloudwatch';
import { METRIC_NAMESPACE } from '../../shared/metrics/metric.ts';
import { METRICS, type MetricName, type RuleCounter, type RuleGauge } from '../../shared/metrics/metrics.ts';
import type { Watched, WatchedFunction, WatchedResource } from './watched.ts';

export const FIVE_MINUTES = Duration.minutes(5);

/** How values within a period become one. */
export type Statistic = 'Sum' | 'Maximum' | 'Average' | 'Minimum';

interface Options {
  readonly statistic: Statistic;
  readonly label?: string;
  readonly period?: Duration;
}

const UNITS: Readonly<Record<(typeof METRICS)[MetricName]['unit'], Unit>> = {
  Count: Unit.COUNT,
  Percent: Unit.PERCENT,
  Seconds: Unit.SECONDS,
};

/** A metric of the pacer itself, all rules together. */
export const ownMetric = (
  { service }: Watched,
  metricName: MetricName,
  { period = FIVE_MINUTES, ...options }: Options,
): Metric =>
  new Metric({
    namespace: METRIC_NAMESPACE,
    metricName,
    dimensionsMap: { service },
    unit: UNITS[METRICS[metricName].unit],
    period,
    label: metricName,
    ...options,
  });

/** A metric of the pacer, a line for each rule that has one. */
export const byRule = (
  { service }: Watched,
  metricName: RuleCounter | RuleGauge,
  statistic: Statistic,
): IMetric =>
  new SearchExpression({
    expression: `SEARCH('{${METRIC_NAMESPACE},service,rule} service="${service}" MetricName="${metricName}"', '${statistic}', ${FIVE_MINUTES.toSeconds()})`,
    label: '',
    period: FIVE_MINUTES,
  });

const awsMetric =
  (namespace: string, dimension: string) =>
  (
    { id, name }: WatchedResource,
    metricName: string,
    { period = FIVE_MINUTES, ...options }: Options,
  ): Metric =>
    new Metric({
      namespace,
      metricName,
      dimensionsMap: { [dimension]: name },
      period,
      label: id,
      ...options,
    });

/** AWS's own metrics of a queue, a function, a table (SQS, Lambda, DynamoDB developer guides, "CloudWatch metrics"). */
export const queueMetric = awsMetric('AWS/SQS', 'QueueName');
export const functionMetric: (fn: WatchedFunction, metricName: string, options: Options) => Metric =
  awsMetric('AWS/Lambda', 'FunctionName');
export const tableMetric = awsMetric('AWS/DynamoDB', 'TableName');

/** A share of the account's mail as SES reckons it, 0 to 1 (SES, "Creating reputation monitoring alarms"). */
export const reputationMetric = (metricName: 'Reputation.BounceRate' | 'Reputation.ComplaintRate'): Metric =>
  new Metric({
    namespace: 'AWS/SES',
    metricName,
    statistic: 'Maximum',
    period: Duration.hours(1),
    label: metricName,
  });

/** The metrics together; one that has no data counts as nothing. */
export function sumOf(metrics: readonly Metric[], label: string, period = FIVE_MINUTES): MathExpression {
  const named = Object.fromEntries(metrics.map((metric, at) => [`m${at}`, metric]));
  const expression = Object.keys(named)
    .map((name) => `FILL(${name},0)`)
    .join('+');
  return new MathExpression({ expression, usingMetrics: named, label, period });
}
