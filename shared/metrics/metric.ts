/** Who writes a metric. */
export const METRIC_SOURCES = [
  'throttler',
  'sender',
  'bounce',
  'returned-mail',
  'sweeper',
  'rule-sync',
] as const;
export type MetricSource = (typeof METRIC_SOURCES)[number];

/** CloudWatch's own words (CloudWatch API reference, MetricDatum). */
export type MetricUnit = 'Count' | 'Percent' | 'Seconds';

/** One metric, as code, dashboard, alarms and documentation know it; meanings.ts says what it means. */
export interface Metric {
  readonly unit: MetricUnit;
  readonly from: readonly [MetricSource, ...MetricSource[]];
  /** Kept by rule too. */
  readonly byRule?: true;
}

/** Where CloudWatch keeps them. */
export const METRIC_NAMESPACE = 'MxPacer';

/** The dimensions there are: `service` is the name of the stack, `rule` the id of an MX rule or `other`. */
export const METRIC_DIMENSIONS = { total: ['service'], byRule: ['service', 'rule'] } as const;
