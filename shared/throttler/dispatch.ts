import type { Envelope } from '../message/envelope.ts';
import type { Clock } from '../ports/clock.ts';
import type { MailQueue, OutgoingMail } from '../ports/queues.ts';
import type { EpochMicros, EpochMillis } from '../time/units.ts';
import type { Candidate } from './candidate.ts';
import type { Route } from './route.ts';

/** SQS does the wait, to the last second: the mail arrives less than a second before its slot. */
export const delayUntil = (slot: EpochMicros, now: EpochMillis): number =>
  Math.max(0, Math.ceil((slot / 1_000 - now) / 1_000) - 1);

/** The envelope that the sender obeys: it never derives a key or a limit itself. */
const withSlot = (
  envelope: Envelope,
  at: EpochMicros,
  { key, rule, mx, ruleSet, tolerance }: Route,
): Envelope => ({
  ...envelope,
  slot: { key, at, early: tolerance.early, late: tolerance.late, call: tolerance.call, rule, mx, ruleSet },
});

export interface Departure {
  readonly candidate: Candidate;
  readonly route: Route;
  readonly slot: EpochMicros;
}

/** Sends mails towards their slots; answers the indexes that the queue did not take. */
export function dispatch(
  { deliveryQueue, clock }: { readonly deliveryQueue: MailQueue; readonly clock: Clock },
  departures: readonly Departure[],
): Promise<ReadonlySet<number>> {
  const now = clock.now();
  const mails = departures.map(
    ({ candidate, route, slot }): OutgoingMail => ({
      body: candidate.body,
      envelope: withSlot(candidate.envelope, slot, route),
      delaySeconds: delayUntil(slot, now),
    }),
  );
  return mails.length === 0 ? Promise.resolve(new Set()) : deliveryQueue.send(mails);
}
