import type { Envelope } from '../message/envelope.ts';
import type { Clock } from '../ports/clock.ts';
import type { ProofSource } from '../ports/proof-source.ts';
import type { MailQueue, OutgoingMail } from '../ports/queues.ts';
import type { Proofs } from '../returned/proof.ts';
import type { EpochMicros, EpochMillis } from '../time/units.ts';
import type { Candidate } from './candidate.ts';
import type { Route } from './route.ts';

/** SQS does the wait, to the last second: the mail arrives less than a second before its slot. */
export const delayUntil = (slot: EpochMicros, now: EpochMillis): number =>
  Math.max(0, Math.ceil((slot / 1_000 - now) / 1_000) - 1);

/** The envelope that the sender obeys: it never derives a key or a limit itself, and needs no secret to prove the id. */
function withSlot({ candidate, route, slot: at, watch }: Departure, proofs: Proofs): Envelope {
  const { key, rule, mx, ruleSet, tolerance } = route;
  const { early, late, call } = tolerance;
  const { envelope, address, mail } = candidate;
  const proof = proofs.prove(mail.id);
  return {
    ...envelope,
    slot: { key, at, early, late, call, rule, mx, ruleSet, address, proof, ...(watch ? { watch } : {}) },
  };
}

export interface Departure {
  readonly candidate: Candidate;
  readonly route: Route;
  readonly slot: EpochMicros;
  /** SES is to tell of a delivery. */
  readonly watch: boolean;
}

interface DispatchPorts {
  readonly deliveryQueue: MailQueue;
  readonly clock: Clock;
  readonly proofs: ProofSource;
}

/** Sends mails towards their slots; answers the indexes that the queue did not take. */
export async function dispatch(
  { deliveryQueue, clock, proofs }: DispatchPorts,
  departures: readonly Departure[],
): Promise<ReadonlySet<number>> {
  if (departures.length === 0) return new Set();
  const opened = await proofs.open();
  const now = clock.now();
  const mails = departures.map(
    (departure): OutgoingMail => ({
      body: departure.candidate.body,
      envelope: withSlot(departure, opened),
      delaySeconds: delayUntil(departure.slot, now),
    }),
  );
  return deliveryQueue.send(mails);
}
