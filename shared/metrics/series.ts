import { METRICS, type MetricName } from './metrics.ts';
import { MOST_METRIC_RULES } from './rule-names.ts';

/** The most series that a deployment may have: each costs up to $0.30 a month (CloudWatch, "Pricing"). */
export const MOST_SERIES = 200;

/** Series of one metric at most: the total, and one for each rule and for `other`. */
const seriesOf = (name: MetricName): number => 1 + (METRICS[name].byRule ? MOST_METRIC_RULES + 1 : 0);

/** Series of one deployment at most. */
export const seriesOfAll = (names: readonly MetricName[]): number =>
  names.reduce((sum, name) => sum + seriesOf(name), 0);
