import { type EpochMicros, toMicros } from '../time/units.ts';
import type { WaitingMails } from './group.ts';

/**
 * How many of the mails expire before their slot even if those that expire first went first: no order saves more, so what
 * this tells is at least what will be lost. `from` is the first slot that they may get.
 */
export function willExpire(groups: readonly WaitingMails[], spacing: EpochMicros, from: EpochMicros): number {
  const endOf = ({ expiresAt }: WaitingMails) => expiresAt ?? Number.POSITIVE_INFINITY;
  const order = [...groups].sort((one, other) => (endOf(one) < endOf(other) ? -1 : 1));
  let next = from;
  let lost = 0;
  for (const group of order) {
    const { count } = group;
    const last = toMicros(endOf(group));
    const fits = next > last ? 0 : Math.min(count, Math.floor((last - next) / spacing) + 1);
    next += fits * spacing;
    lost += count - fits;
  }
  return lost;
}
