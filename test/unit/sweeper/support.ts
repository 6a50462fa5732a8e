import type { Gauges, Log } from '../../../shared/ports/log.ts';

/** A log that keeps gauges and counters, `Name` or `Name rule`, and the lines' events. */
export function spyGauges() {
  const values: Record<string, number> = {};
  const lines: string[] = [];
  const keep = (metric: string, value: number, rule?: string) => {
    values[rule === undefined ? metric : `${metric} ${rule}`] = value;
  };
  const log: Log & Gauges = {
    info: (event) => void lines.push(event),
    warn: (event) => void lines.push(event),
    count: (metric: string, by = 1, rule?: string) => keep(metric, by, rule),
    gauge: keep,
  };
  return { log, values, lines };
}
