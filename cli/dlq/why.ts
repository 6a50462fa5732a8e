import type { DeliveryRecord } from '../../shared/ports/delivery-store.ts';
import type { EpochMillis } from '../../shared/time/units.ts';
import { timeText } from '../commands/times.ts';
import type { LetterFacts } from './letter-facts.ts';
import { type DeadQueue, QUEUE_FACTS } from './queues.ts';

/** SQS keeps no reason with a dead letter: what can bring one here, by who reads its queue. */
const CAUSES: Readonly<Record<DeadQueue, string>> = {
  outbound:
    'could not route it: a table, bucket or queue refused, or its invocation ended before it was done',
  priority:
    'could not route it: a table, bucket or queue refused, or its invocation ended before it was done',
  'wake-up': 'ended each time before it was done, or could not start; the sweeper wakes the key all the same',
  delivery:
    'could not settle it: a table, queue or topic refused, or its invocation ended before it was done',
  feedback: 'could not note it: a table, topic, the rules or the address secret refused',
  'returned-mail':
    'could not take it in: a bucket, table, topic, the rules or the address secret refused, or the mail took too long to read',
};

/** How a letter most likely came here. */
export const whyText = (queue: DeadQueue, { unfit }: LetterFacts, receives: number): string =>
  `received ${receives} times, looks of mxp among them: the ${QUEUE_FACTS[queue].reader} ${unfit ? `never settles it, for ${unfit}` : CAUSES[queue]}`;

function mailThen({ expiresAt }: LetterFacts, row: DeliveryRecord | undefined, now: EpochMillis): string {
  if (row?.ending)
    return `it has ended as ${row.ending.kind} (${timeText(row.ending.at)}); only its outcome is told again`;
  if (row?.state === 'claimed')
    return 'a sender began its hand-over and never told the end; the doubt is settled by the setting inDoubt';
  if (expiresAt !== undefined && expiresAt <= now) return 'its time is over; it ends as expired';
  return expiresAt === undefined
    ? 'it goes its way like fresh mail; a default expiry counts from the redrive'
    : 'it goes on with a slot of its own';
}

/** What becomes of a letter when it goes back into its queue. */
export function thenText(facts: LetterFacts, row: DeliveryRecord | undefined, now: EpochMillis): string {
  if (facts.unfit) return 'it comes here again; leave it, for SQS deletes it 14 days after it first came';
  if (facts.kind === 'wake-up') return 'it wakes the key, or does nothing where the key was woken since';
  if (facts.kind === 'returned mail') return 'it is read once more, while its bucket keeps it (30 days)';
  if (facts.kind === 'feedback') return "it is noted under the event's own time, once";
  return mailThen(facts, row, now);
}
