import { holdName } from '../control/hold.ts';
import { raisedHold } from '../control/holds.ts';
import { KNOWN_AFTER } from '../control/known-after.ts';
import { buildEvent } from '../outcome/build.ts';
import type { Ending } from '../outcome/event.ts';
import type { ControlSnapshot } from '../ports/control-store.ts';
import type { DeliveryRecord } from '../ports/delivery-store.ts';
import type { SendResult } from '../ports/mailer.ts';
import { maskAddresses } from '../text/mask-address.ts';
import type { EpochMillis } from '../time/units.ts';
import { SECOND } from '../time/units.ts';
import { type Consignment, recordOf, returned } from './consignment.ts';
import type { SenderPorts } from './ports.ts';
import { recordDoubt } from './record-doubt.ts';
import { heldBy } from './restraint.ts';
import type { Verdict } from './verdict.ts';

/** A consignment whose id this sender has claimed until `until`. */
export interface Claim {
  readonly consignment: Consignment;
  readonly until: EpochMillis;
  readonly control: ControlSnapshot;
}

/** The longest `MaxDeliverySeconds` that fits the mail's remaining life, or the shortest there is. */
function configurationSetFor({ consignment }: Claim, { settings }: SenderPorts, now: EpochMillis): string {
  const sets = settings.pools[consignment.mail.pool]?.configurationSets ?? [];
  const life = (consignment.envelope.expiresAt - now) / SECOND;
  const set = sets.find(({ maxDeliverySeconds }) => maxDeliverySeconds <= life) ?? sets.at(-1);
  return (consignment.slot.watch ? set?.watched : set?.name) ?? '';
}

/** What SES's events of this mail carry back; values within SES's character set by construction of ids. */
const tagsOf = ({ mail, slot }: Consignment): Record<string, string> => ({
  'mxp-id': mail.id,
  'mxp-pool': mail.pool,
  'mxp-stream': mail.stream,
  'mxp-rule': slot.rule,
  ...(slot.watch ? { 'mxp-watch': '1' } : {}),
  ...(mail.campaign === undefined ? {} : { 'mxp-campaign': mail.campaign }),
});

/** Gives the claim up: nothing has left. */
export async function setFree(ports: SenderPorts, claim: Omit<Claim, 'control'>): Promise<void> {
  await ports.delivery.settle(claim.until, { ...recordOf(claim.consignment), state: 'free' });
}

/** Writes the end of a claimed mail. An SES event may have marked it sent before us: that is what upstream hears then. */
export async function settleEnded(
  ports: SenderPorts,
  claim: Claim,
  ending: Ending,
  sesId?: string,
): Promise<Verdict> {
  const state: DeliveryRecord['state'] = ending.kind === 'handedOver' ? 'sent' : 'ended';
  const { id, echo } = recordOf(claim.consignment);
  const settled = await ports.delivery.settle(claim.until, {
    ...recordOf(claim.consignment),
    state,
    ending,
    ...(sesId ? { sesId } : {}),
  });
  if (settled && ending.kind === 'inDoubt') await recordDoubt(ports, { id, echo }, ending.at);
  if (settled) return { kind: 'done', event: buildEvent(id, echo, ending) };
  const existing = await ports.delivery.get(id);
  return existing?.ending
    ? { kind: 'done', event: buildEvent(id, existing.echo, existing.ending) }
    : { kind: 'leave' };
}

/**
 * SES took this very mail, so nothing that it uses is refused as a whole any more. A refusal of one mail proves nothing
 * of the kind: SES may have looked no further.
 */
async function settleAndLift(
  ports: SenderPorts,
  claim: Claim,
  at: EpochMillis,
  sesId: string,
): Promise<Verdict> {
  const verdict = await settleEnded(ports, claim, { kind: 'handedOver', at }, sesId);
  const probed = heldBy(claim.consignment, ports.settings, claim.control);
  await Promise.all(probed.map(({ scope }) => ports.control.liftHold(scope)));
  return verdict;
}

async function giveBack(ports: SenderPorts, claim: Claim, delaySeconds = 0): Promise<Verdict> {
  await setFree(ports, claim);
  return { kind: 'return', mail: { ...returned(claim.consignment), delaySeconds } };
}

/** Who was refused for the rate comes back after 5 seconds, then 10, … 30: somebody else may be using the rate up. */
const slowdown = ({ consignment }: Claim): number => Math.min(30, 5 * (consignment.envelope.hops + 1));

/** The claim goes first: a hold that is lost on the way is raised by the next mail, a claim that stays is a doubt. */
async function hold(
  ports: SenderPorts,
  claim: Claim,
  refusal: Extract<SendResult, { kind: 'hold' }>,
): Promise<Verdict> {
  const { kind: _kind, ...what } = refusal;
  const verdict = await giveBack(ports, claim, KNOWN_AFTER / SECOND);
  await ports.control.putHold(raisedHold(claim.control.holds, what, ports.clock.now()));
  ports.log.warn('SES refuses all of a kind', {
    scope: maskAddresses(holdName(refusal.scope)),
    code: refusal.code,
    text: refusal.text,
  });
  ports.log.count('Held');
  return verdict;
}

/** The mail may or may not have left: it drives itself on, with the claim left standing. */
function doubt(ports: SenderPorts, { consignment, until }: Claim, text: string): Verdict {
  const now = ports.clock.now();
  ports.log.warn('hand-over in doubt', { mailId: consignment.mail.id, text });
  ports.log.count('Doubts');
  const envelope = { ...consignment.envelope, doubtSince: now };
  const delaySeconds = Math.max(1, Math.ceil((until - now) / SECOND) + 1);
  return { kind: 'again', mail: { body: consignment.body, envelope, delaySeconds } };
}

/** Hands a claimed mail to SES, once, and writes what came of it. */
export async function handOver(ports: SenderPorts, claim: Claim): Promise<Verdict> {
  const { consignment } = claim;
  const now = ports.clock.now();
  const configurationSet = configurationSetFor(claim, ports, now);
  const { mail, slot } = consignment;
  const proof = slot.proof === undefined ? {} : { proof: slot.proof };
  const order = { mail, configurationSet, tags: tagsOf(consignment), ...proof };
  const result = await ports.mailer.send(order, slot.call);
  const at = ports.clock.now();
  switch (result.kind) {
    case 'accepted':
      return settleAndLift(ports, claim, at, result.sesId);
    case 'refused':
      return settleEnded(ports, claim, { kind: 'refusedBySes', at, detail: result.text });
    case 'invalid':
      return settleEnded(ports, claim, { kind: 'invalid', at, detail: result.text });
    case 'slowDown':
      ports.log.count('SlowedDown');
      return giveBack(ports, claim, slowdown(claim));
    case 'hold':
      return hold(ports, claim, result);
    case 'unknown':
      return doubt(ports, claim, result.text);
    default:
      return result satisfies never;
  }
}
