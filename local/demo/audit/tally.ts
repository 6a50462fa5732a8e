import { DISPOSITIONS, type Disposition, type OutcomeEvent } from '../../../shared/outcome/event.ts';

/** What became of the mails of a campaign. */
export interface Tally {
  /** Distinct ids queued. */
  readonly mails: number;
  readonly byDisposition: Readonly<Partial<Record<Disposition, number>>>;
  /** Mails in the backlog, and mails that hold a slot in DeliveryQueue or are in another queue. */
  readonly waiting: number;
  readonly holdingSlot: number;
  /** Ids with more than one disposition. */
  readonly endedTwice: readonly string[];
  /** Mails of which nothing is known: mails less dispositions less all that waits. */
  readonly missing: number;
  /** What waits beyond the mails without a disposition: second copies of mails that have one. */
  readonly copies: number;
  /** Messages queued under an id that was queued before. */
  readonly queuedAgain: number;
  /** Hand-overs that a sender had to doubt: SES's event may end such a mail while its message still waits to be settled. */
  readonly doubts: number;
}

const isDisposition = (kind: string): kind is Disposition =>
  (DISPOSITIONS as readonly string[]).includes(kind);

/** Counts dispositions by id of the messages that have one. */
export function tallyOf(
  queued: readonly string[],
  events: Iterable<OutcomeEvent>,
  where: Pick<Tally, 'waiting' | 'holdingSlot' | 'doubts'>,
): Tally {
  const named = queued.filter((id) => id !== '');
  const ids = new Set(named);
  const kinds = new Map<string, Set<Disposition>>();
  // SES's own suppression comes after the hand-over: it is feedback.
  for (const { id, kind, by } of events)
    if (ids.has(id) && isDisposition(kind) && by !== 'ses')
      kinds.set(id, (kinds.get(id) ?? new Set()).add(kind));
  const byDisposition: Partial<Record<Disposition, number>> = {};
  for (const [first] of kinds.values()) if (first) byDisposition[first] = (byDisposition[first] ?? 0) + 1;
  const open = ids.size - kinds.size;
  const inSight = where.waiting + where.holdingSlot;
  return {
    mails: ids.size,
    byDisposition,
    ...where,
    endedTwice: [...kinds].filter(([, ended]) => ended.size > 1).map(([id]) => id),
    missing: Math.max(0, open - inSight),
    copies: Math.max(0, inSight - open),
    queuedAgain: named.length - ids.size,
  };
}

/** Nothing ended twice, nothing is missing, and no more copies are about than upstream made and senders doubted. */
export const isRight = ({ endedTwice, missing, copies, queuedAgain, doubts }: Tally): boolean =>
  endedTwice.length === 0 && missing === 0 && copies <= queuedAgain + doubts;
