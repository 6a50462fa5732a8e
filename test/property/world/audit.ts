import type { Disposition, OutcomeEvent } from '../../../shared/outcome/event.ts';
import { DISPOSITIONS } from '../../../shared/outcome/event.ts';
import { HOUR, MINUTE } from '../../../shared/time/units.ts';
import type { Accepted } from './ses.ts';

export const PERIODS = { hour: HOUR, minute: MINUTE } as const;

/** The most entries of a list of times in any half-open window of `width`. */
export function peakOf(times: readonly number[], width: number): number {
  const sorted = [...times].sort((one, other) => one - other);
  let first = 0;
  let peak = 0;
  sorted.forEach((time, last) => {
    while (time - (sorted[first] ?? time) >= width) first += 1;
    peak = Math.max(peak, last - first + 1);
  });
  return peak;
}

/** Hand-over times by what `keyOf` makes of the recipient's domain. */
export function timesBy(
  accepted: readonly Accepted[],
  keyOf: (domain: string) => string,
): Map<string, number[]> {
  const groups = Map.groupBy(accepted, ({ domain }) => keyOf(domain));
  return new Map([...groups].map(([key, mails]) => [key, mails.map(({ at }) => at)]));
}

/** Ids handed over more than once. */
export function doubled(accepted: readonly Accepted[]): string[] {
  const counts = Map.groupBy(accepted, ({ id }) => id);
  return [...counts].filter(([, copies]) => copies.length > 1).map(([id]) => id);
}

/** The dispositions that upstream heard of each id. */
export function dispositions(events: readonly OutcomeEvent[]): Map<string, Set<Disposition>> {
  const heard = new Map<string, Set<Disposition>>();
  for (const { id, kind } of events)
    if ((DISPOSITIONS as readonly string[]).includes(kind))
      heard.set(id, (heard.get(id) ?? new Set()).add(kind as Disposition));
  return heard;
}
