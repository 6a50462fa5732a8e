import { DAY, type EpochMillis } from '../time/units.ts';

/** A mail's row lives 28 days past its last day, and it lives at most 10 (design §3, §6): older reports concern no row. */
const LONGEST_WAY = 40 * DAY;

/** The first of the dates that can be true; else when the report arrived. Clocks of others may say anything. */
export function happenedAt(dates: readonly (string | undefined)[], arrivedAt: EpochMillis): EpochMillis {
  const read = dates.map((date) => (date === undefined ? Number.NaN : Date.parse(date.slice(0, 100))));
  return read.find((at) => at <= arrivedAt && at > arrivedAt - LONGEST_WAY) ?? arrivedAt;
}
