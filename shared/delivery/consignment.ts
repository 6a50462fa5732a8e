import { KNOWN_AFTER } from '../control/known-after.ts';
import type { Envelope, Slot } from '../message/envelope.ts';
import { LANES } from '../message/envelope.ts';
import type { Mail } from '../message/mail.ts';
import type { Echo } from '../outcome/event.ts';
import type { DeliveryRecord } from '../ports/delivery-store.ts';
import type { OutgoingMail } from '../ports/queues.ts';
import { echoOf } from '../throttler/candidate.ts';
import { SECOND } from '../time/units.ts';
import { ttlFor } from './end-mails.ts';

/** A mail that has reached a sender with its slot. */
export interface Consignment {
  readonly mail: Mail;
  readonly body: string;
  readonly envelope: Envelope;
  readonly slot: Slot;
  readonly echo: Echo;
}

export const consign = (mail: Mail, body: string, envelope: Envelope, slot: Slot): Consignment => ({
  mail,
  body,
  envelope,
  slot,
  echo: echoOf(mail, slot),
});

/** Marked as sent again if the mail's row is: a copy that SQS made before the doubt knows nothing of it. */
export const markedLike = (
  consignment: Consignment,
  { resent }: Pick<DeliveryRecord, 'resent'>,
): Consignment => (resent ? { ...consignment, envelope: { ...consignment.envelope, resent } } : consignment);

/** Back to the throttler: it goes before fresh mail, and its slot is spent. */
export function sentBack(body: string, envelope: Envelope): OutgoingMail {
  const { doubtSince: _settled, ...rest } = envelope;
  return { body, envelope: { ...rest, lane: LANES.returned, hops: envelope.hops + 1 }, delaySeconds: 0 };
}

/** Back when every throttler knows what keeps it: one that does not would give it slot after slot to come back from. */
export const keptBack = (consignment: Consignment): OutgoingMail => ({
  ...returned(consignment),
  delaySeconds: KNOWN_AFTER / SECOND,
});

export const returned = ({ body, envelope }: Consignment): OutgoingMail => sentBack(body, envelope);

/** What every Delivery row of the mail holds, whatever its state. */
export const recordOf = ({ mail, envelope, echo, slot }: Consignment) => ({
  id: mail.id,
  bodyHash: mail.bodyHash,
  echo,
  address: slot.address,
  slot: slot.at,
  ...(envelope.resent ? { resent: true as const } : {}),
  ttl: ttlFor(envelope.expiresAt),
});
