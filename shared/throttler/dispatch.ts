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
function withSlot({ candidate, route, slot: at, watch }: Departure): Envelope {
  const { key, rule, mx, ruleSet, tolerance } = route;
  const { early, late, call } = tolerance;
  const { envelope, address } = candidate;
  return {
    ...envelope,
    slot: { key, at, early, late, call, rule, mx, ruleSet, address, ...(watch ? { watch } : {}) },
  };
}

export interface Departure {
  readonly candidate: Candidate;
  readonly route: Route;
  readonly slot: EpochMicros;
  /** SES is to tell of a delivery. */
  readonly watch: boolean;
}

/** Sends mails towards their slots; answers the indexes that the queue did not take. */
export function dispatch(
  { deliveryQueue, clock }: { readonly deliveryQueue: MailQueue; readonly clock: Clock },
  departures: readonly Departure[],
): Promise<ReadonlySet<number>> {
  const now = clock.now();
  const mails = departures.map(
    (departure): OutgoingMail => ({
      body: departure.candidate.body,
      envelope: withSlot(departure),
      delaySeconds: delayUntil(departure.slot, now),
    }),
  );
  return mails.length === 0 ? Promise.resolve(new Set()) : deliveryQueue.send(mails);
}
