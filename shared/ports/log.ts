import type { CounterName } from '../metrics/counters.ts';
import type { GaugeName } from '../metrics/gauges.ts';
import type { RuleCounter, RuleGauge } from '../metrics/metrics.ts';

/** What happened, for people and metrics; adapters decide where it goes. Fields never hold an unmasked address. */
export interface Log {
  /** One line: `event` names what happened. */
  info(event: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(event: string, fields?: Readonly<Record<string, unknown>>): void;
  /** Raises a counter. */
  count(metric: CounterName, by?: number): void;
  /** Raises a counter, and its share of one rule. */
  count(metric: RuleCounter, by: number, rule: string): void;
}

/** How things stand; the last value counts. */
export interface Gauges {
  gauge(metric: GaugeName, value: number): void;
  /** The share of one rule alone; the total is measured apart. */
  gauge(metric: RuleGauge, value: number, rule: string): void;
}

export const SILENT: Log & Gauges = { info() {}, warn() {}, count() {}, gauge() {} };
