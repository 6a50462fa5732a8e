import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { METRIC_DIMENSIONS, METRIC_NAMESPACE } from '../metrics/metric.ts';
import { METRICS, type MetricName } from '../metrics/metrics.ts';
import { ruleNamesOf } from '../metrics/rule-names.ts';
import type { Gauges, Log } from '../ports/log.ts';
import { maskFields } from '../text/mask-fields.ts';
import type { Variables } from './environment.ts';

/** A log that writes JSON lines and keeps metrics in CloudWatch's embedded metric format. */
export interface FunctionLog extends Log, Gauges {
  /** Writes the batch's metrics: one line, and one for each rule that has some. */
  flush(): void;
}

type Values = Map<MetricName, number>;

const [, RULE] = METRIC_DIMENSIONS.byRule;

function publish(metrics: Metrics, values: Values): void {
  for (const [name, value] of values) metrics.addMetric(name, METRICS[name].unit, value);
  if (values.size > 0) metrics.publishStoredMetrics();
}

/**
 * One per function; it keeps metrics by rule where it is told which rules have series of their own. The dimension `service` of metrics is the stack's name, so that the metrics of one deployment are
 * together and those of two apart; `service` of log lines is the function's.
 */
export function createFunctionLog(serviceName: string, variables: Variables): FunctionLog {
  const { MXP_STACK_NAME: stack, MXP_METRIC_RULES: rules } = variables;
  const logger = new Logger({ serviceName });
  const metrics = new Metrics({ namespace: METRIC_NAMESPACE, serviceName: stack || METRIC_NAMESPACE });
  const nameOf = rules === undefined ? undefined : ruleNamesOf(rules.split(','));
  const totals: Values = new Map();
  const byRule = new Map<string, Values>();
  const valuesOf = (rule: string | undefined): Values | undefined => {
    const name = rule === undefined ? undefined : nameOf?.(rule);
    if (name === undefined) return undefined;
    const values = byRule.get(name) ?? new Map();
    byRule.set(name, values);
    return values;
  };
  const raise = (values: Values | undefined, metric: MetricName, by: number) =>
    values?.set(metric, (values.get(metric) ?? 0) + by);
  return {
    info: (event, fields = {}) => logger.info(event, maskFields(fields)),
    warn: (event, fields = {}) => logger.warn(event, maskFields(fields)),
    count: (metric: MetricName, by = 1, rule?: string) => {
      if (by <= 0) return;
      raise(totals, metric, by);
      raise(valuesOf(rule), metric, by);
    },
    gauge: (metric: MetricName, value: number, rule?: string) => {
      // Several rules may share `other`.
      if (rule !== undefined) raise(valuesOf(rule), metric, value);
      else totals.set(metric, value);
    },
    flush: () => {
      publish(metrics, totals);
      for (const [rule, values] of byRule) publish(metrics.addDimension(RULE, rule), values);
      totals.clear();
      byRule.clear();
    },
  };
}
