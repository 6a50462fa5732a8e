import type { Hold } from '../control/hold.ts';
import { holdsOn, nextWait } from '../control/holds.ts';
import { cancelledBy, isPaused } from '../control/matches.ts';
import type { Ending } from '../outcome/event.ts';
import type { ControlSnapshot } from '../ports/control-store.ts';
import { barredEnding } from '../settings/audience.ts';
import type { EpochMillis } from '../time/units.ts';
import type { Consignment } from './consignment.ts';
import { doubtful } from './doubtful.ts';
import type { SenderPorts } from './ports.ts';

const subjectOf = ({ mail, slot }: Consignment) => ({
  campaign: mail.campaign,
  stream: mail.stream,
  pool: mail.pool,
  rule: slot.rule,
});

/** How a mail ends that may no longer leave: cancelled, past its time, or not for this deployment to send any more. */
export function endingNow(
  { settings }: Pick<SenderPorts, 'settings'>,
  consignment: Consignment,
  control: ControlSnapshot,
  now: EpochMillis,
): Ending | undefined {
  const { envelope } = consignment;
  const order = cancelledBy(control.orders, subjectOf(consignment), envelope.firstSeen);
  if (order)
    return doubtful(envelope, { kind: 'cancelled', at: now, ...(order.why ? { detail: order.why } : {}) });
  if (now >= envelope.expiresAt) return doubtful(envelope, { kind: 'expired', at: now });
  const barred = barredEnding(settings, consignment.mail.to, now);
  return barred && doubtful(envelope, barred);
}

/** An operator has paused what this mail belongs to, or SES the whole account. */
export const isStopped = (consignment: Consignment, control: ControlSnapshot): boolean =>
  control.account?.sendingEnabled === false || isPaused(control.orders, subjectOf(consignment));

/** An operator or SES keeps the mail back. A hold whose probe is due lets through the one who takes the probe. */
export async function isHeldBack(
  { control: store, settings }: SenderPorts,
  consignment: Consignment,
  control: ControlSnapshot,
  now: EpochMillis,
): Promise<boolean> {
  if (isStopped(consignment, control)) return true;
  const holds = heldBy(consignment, settings, control);
  if (holds.some((hold) => hold.probeAt > now)) return true;
  for (const hold of holds)
    if (!(await store.takeProbe(hold.scope, hold.probeAt, now + nextWait(hold, now)))) return true;
  return false;
}

/** The holds that this mail falls under. */
export function heldBy(
  { mail }: Consignment,
  settings: SenderPorts['settings'],
  control: ControlSnapshot,
): readonly Hold[] {
  const sets =
    settings.pools[mail.pool]?.configurationSets.flatMap(({ name, watched }) => [name, watched]) ?? [];
  return holdsOn(mail, sets, control.holds);
}
