import { COUNTERS, type CounterName } from './counters.ts';
import { GAUGES, type GaugeName } from './gauges.ts';
import type { Metric } from './metric.ts';

export type MetricName = CounterName | GaugeName;

/** All metrics there are. */
export const METRICS: Readonly<Record<MetricName, Metric>> = { ...COUNTERS, ...GAUGES };

export const METRIC_NAMES = Object.keys(METRICS) as readonly MetricName[];

type ByRule<T> = { readonly [N in keyof T]: T[N] extends { readonly byRule: true } ? N : never }[keyof T];

/** Counters that are kept by rule too. */
export type RuleCounter = ByRule<typeof COUNTERS>;

/** Gauges that are kept by rule too. */
export type RuleGauge = ByRule<typeof GAUGES>;

/**
 * What an operator asks of each rule: does its mail flow (HandedOver), what waits (Waiting), does the MX slow us down
 * (Delayed), does it refuse us (Bounced). Each more would be 31 series to pay for.
 */
export const RULE_METRICS: readonly MetricName[] = METRIC_NAMES.filter((name) => METRICS[name].byRule);
