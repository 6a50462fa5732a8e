import type { SampleMail } from '../campaign.ts';
import type { AcceptedMail } from './accepted.ts';

/** Hand-overs beyond the mails that were queued for a recipient. */
export function countDoubles(mails: readonly SampleMail[], accepted: readonly AcceptedMail[]): number {
  const wanted = new Map<string, Set<string>>();
  for (const { id, to } of mails) wanted.set(to, (wanted.get(to) ?? new Set()).add(id));
  const got = Map.groupBy(accepted, ({ recipient }) => recipient);
  return [...got].reduce(
    (sum, [to, copies]) => sum + Math.max(0, copies.length - (wanted.get(to)?.size ?? 0)),
    0,
  );
}
