import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Log } from '../ports/log.ts';

/** A log that writes JSON lines and counts in CloudWatch's embedded metric format. */
export interface FunctionLog extends Log {
  /** Writes the batch's metrics as one line. */
  flush(): void;
}

/** One per function; the dimension is the function alone, so metrics stay few. */
export function createFunctionLog(serviceName: string): FunctionLog {
  const logger = new Logger({ serviceName });
  const metrics = new Metrics({ namespace: 'MxPacer', serviceName });
  return {
    info: (event, fields = {}) => logger.info(event, { ...fields }),
    warn: (event, fields = {}) => logger.warn(event, { ...fields }),
    count: (metric, by = 1) => {
      if (by > 0) metrics.addMetric(metric, MetricUnit.Count, by);
    },
    flush: () => {
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    },
  };
}
