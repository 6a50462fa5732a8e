import { isMarketing } from '../control/account-limits.ts';
import type { Envelope } from '../message/envelope.ts';
import { type EpochMicros, type EpochMillis, MINUTE, SECOND } from '../time/units.ts';
import { type Consignment, markedLike, returned } from './consignment.ts';
import { type Claim, setFree, settleEnded } from './hand-over.ts';
import { earliestStart } from './lateness.ts';
import type { SenderPorts } from './ports.ts';
import { endingNow } from './restraint.ts';
import type { Verdict } from './verdict.ts';

/** How long SES's own event is waited for, where SES was asked to confirm hand-overs. */
const CONFIRMATION = 15 * MINUTE;

/** Mail that is sent again when nobody tells needs the other half of its life for that; what is over can wait. */
function patienceFor({ expiresAt }: Envelope, doubtSince: EpochMillis, resends: boolean): number {
  const life = expiresAt - doubtSince;
  return resends && life > 0 ? Math.min(CONFIRMATION, life / 2) : CONFIRMATION;
}

/** A doubt from before the claim's slot was about an earlier hand-over; the one about this hand-over begins now. */
function sinceOf({ envelope, slot }: Consignment, claimedSlot: EpochMicros | undefined, now: EpochMillis) {
  const { doubtSince = now } = envelope;
  const isEarlier = claimedSlot !== undefined && doubtSince < earliestStart({ ...slot, at: claimedSlot });
  return isEarlier ? now : doubtSince;
}

/**
 * Settles a mail whose claim has run out with nobody to say whether it left: an SES event of its id marks it sent before
 * this is asked; else the setting decides, `resend` (it may come twice, so only once) or `hold` (it may never have left).
 * The mark of a resend stands in the row from the moment that it is free: copies without it, made by SQS or left by a
 * sender that died before it sent the marked one, cannot claim the row. They take the mark over and go on, so none of
 * them is lost, and whoever's claim comes to grief next finds the mark and holds the mail.
 */
export async function settleDoubt(
  ports: SenderPorts,
  claim: Claim,
  claimedSlot?: EpochMicros,
): Promise<Verdict> {
  const { consignment } = claim;
  const { mail, envelope, body } = consignment;
  const now = ports.clock.now();
  if (envelope.doubtSince === undefined) ports.log.count('Doubts');
  const doubtSince = sinceOf(consignment, claimedSlot, now);
  const { doubt, confirmedByEvents } = ports.settings;
  const policy = isMarketing(mail.stream) ? doubt.others : doubt.transactional;
  const resends = policy === 'resend' && !envelope.resent;
  const patience = confirmedByEvents ? doubtSince + patienceFor(envelope, doubtSince, resends) - now : 0;
  if (patience > 0) {
    const delaySeconds = Math.ceil(patience / SECOND);
    return { kind: 'again', mail: { body, envelope: { ...envelope, doubtSince }, delaySeconds } };
  }
  if (resends && !endingNow(ports, consignment, claim.control, now)) {
    const again = markedLike(consignment, { resent: true });
    await setFree(ports, { ...claim, consignment: again });
    ports.log.count('Resent');
    return { kind: 'return', mail: returned(again) };
  }
  return settleEnded(ports, claim, { kind: 'inDoubt', at: now });
}
