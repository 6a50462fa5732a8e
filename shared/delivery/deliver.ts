import type { Envelope } from '../message/envelope.ts';
import { parseMail } from '../message/parse.ts';
import { buildEvent } from '../outcome/build.ts';
import type { Ending } from '../outcome/event.ts';
import type { ControlSnapshot } from '../ports/control-store.ts';
import type { DeliveryRecord } from '../ports/delivery-store.ts';
import { delayUntil } from '../throttler/dispatch.ts';
import { poolsOf } from '../throttler/pools-of.ts';
import { type EpochMillis, SECOND } from '../time/units.ts';
import {
  type Consignment,
  consign,
  keptBack,
  markedLike,
  recordOf,
  returned,
  sentBack,
} from './consignment.ts';
import { answerTo } from './end-mails.ts';
import { type Claim, handOver, setFree, settleEnded } from './hand-over.ts';
import { earliestStart, latestStart } from './lateness.ts';
import type { SenderPorts } from './ports.ts';
import { recordDoubt } from './record-doubt.ts';
import { endingNow, isHeldBack, isStopped } from './restraint.ts';
import { settleDoubt } from './settle-doubt.ts';
import type { Verdict } from './verdict.ts';

/** One message of DeliveryQueue. */
export interface DeliveryMessage {
  readonly recordId: string;
  readonly body: string;
  readonly envelope?: Envelope;
}

/** A claim counts as run out this long after its deadline, for clocks differ. */
const CLAIM_GRACE = 2 * SECOND;

/** What a hand-over needs beside its call: reads and writes around it. */
const AROUND_CALL = 3 * SECOND;

/** Somebody had this id before: their outcome again, their doubt to settle, their mark to bear, or their work to wait for. */
async function meet(
  ports: SenderPorts,
  copy: Consignment,
  existing: DeliveryRecord,
  control: ControlSnapshot,
): Promise<Verdict> {
  const consignment = markedLike(copy, existing);
  const { mail, echo, body, envelope } = consignment;
  const now = ports.clock.now();
  if (existing.bodyHash !== mail.bodyHash || existing.ending) {
    if (existing.ending?.kind === 'inDoubt') await recordDoubt(ports, existing, existing.ending.at);
    const event = answerTo(existing, { id: mail.id, bodyHash: mail.bodyHash, echo, at: now });
    return event ? { kind: 'done', event } : { kind: 'done' };
  }
  if (existing.state === 'free') return { kind: 'return', mail: returned(consignment) };
  const until = existing.until ?? 0;
  if (now > until + CLAIM_GRACE) return settleDoubt(ports, { consignment, until, control }, existing.slot);
  if (envelope.doubtSince === undefined) return { kind: 'leave' };
  return {
    kind: 'again',
    mail: { body, envelope, delaySeconds: Math.ceil((until + CLAIM_GRACE - now) / SECOND) + 1 },
  };
}

async function endUnclaimed(
  ports: SenderPorts,
  consignment: Consignment,
  ending: Ending,
  control: ControlSnapshot,
) {
  const record = recordOf(consignment);
  if (ending.kind === 'inDoubt') await recordDoubt(ports, record, ending.at);
  const put = await ports.delivery.putIfFree({ ...record, state: 'ended', ending });
  if (!put.ok) return meet(ports, consignment, put.existing, control);
  return { kind: 'done', event: buildEvent(consignment.mail.id, consignment.echo, ending) } as const;
}

/**
 * Back to the throttler, unless a claim of the id stands: it may be this very message's, left by a crash. A throttler
 * knows no claims and could end the mail in silence, so the claim is met here.
 */
async function giveUpSlot(
  ports: SenderPorts,
  consignment: Consignment,
  control: ControlSnapshot,
  back = returned,
): Promise<Verdict> {
  const existing = await ports.delivery.get(consignment.mail.id);
  if (!existing) return { kind: 'return', mail: back(consignment) };
  const isFree = existing.state === 'free' && existing.bodyHash === consignment.mail.bodyHash;
  return isFree
    ? { kind: 'return', mail: back(markedLike(consignment, existing)) }
    : meet(ports, consignment, existing, control);
}

/** Waits for the slot's window, never longer than `early`; says where to when it cannot be kept. */
async function awaitSlot(
  { clock }: SenderPorts,
  consignment: Consignment,
  deadline: EpochMillis,
): Promise<Extract<Verdict, { kind: 'again' }> | 'late' | undefined> {
  const { slot, body, envelope } = consignment;
  const wait = earliestStart(slot) - clock.now();
  if (wait > slot.early)
    return { kind: 'again', mail: { body, envelope, delaySeconds: delayUntil(slot.at, clock.now()) } };
  if (wait > 0) await clock.sleep(wait);
  const now = clock.now();
  if (now > latestStart(slot)) return 'late';
  if (now + slot.call + AROUND_CALL > deadline)
    return { kind: 'again', mail: { body, envelope, delaySeconds: 0 } };
  return undefined;
}

/** Claims the id, looks once more at all that may have changed meanwhile, and hands the mail over. */
async function claimAndHandOver(
  ports: SenderPorts,
  consignment: Consignment,
  until: EpochMillis,
): Promise<Verdict> {
  const put = await ports.delivery.putIfFree({ ...recordOf(consignment), state: 'claimed', until });
  if (!put.ok) return meet(ports, consignment, put.existing, await ports.control.load());
  const control = await ports.control.load().catch(async (cause) => {
    await setFree(ports, { consignment, until });
    throw cause;
  });
  const claim: Claim = { consignment, until, control };
  const now = ports.clock.now();
  const ending = endingNow(ports, consignment, control, now);
  if (ending) return settleEnded(ports, claim, ending);
  const { slot } = consignment;
  const isLate = now > Math.min(latestStart(slot), until - slot.call);
  if (isLate || isStopped(consignment, control)) {
    await setFree(ports, claim);
    return { kind: 'return', mail: isLate ? returned(consignment) : keptBack(consignment) };
  }
  return handOver(ports, claim);
}

function open({ body, envelope }: DeliveryMessage, ports: SenderPorts): Consignment | Verdict {
  const parsed = parseMail(body, poolsOf(ports.settings));
  if (!envelope) return { kind: 'leave' };
  if (!parsed.ok || !envelope.slot) return { kind: 'return', mail: sentBack(body, envelope) };
  return consign(parsed.mail, body, envelope, envelope.slot);
}

/**
 * One message through claim, hand-over and mark. Lateness, pause and cancel are looked at before the claim, when a
 * return costs a read alone, and again after it.
 */
export async function deliver(
  ports: SenderPorts,
  message: DeliveryMessage,
  control: ControlSnapshot,
  deadline: EpochMillis,
): Promise<Verdict> {
  const consignment = open(message, ports);
  if ('kind' in consignment) return consignment;
  if (consignment.envelope.doubtSince !== undefined) return giveUpSlot(ports, consignment, control);
  const now = ports.clock.now();
  const ending = endingNow(ports, consignment, control, now);
  if (ending) return endUnclaimed(ports, consignment, ending, control);
  const elsewhere = await awaitSlot(ports, consignment, deadline);
  if (elsewhere && elsewhere !== 'late') return elsewhere;
  if (elsewhere === 'late') return giveUpSlot(ports, consignment, control);
  if (await isHeldBack(ports, consignment, control, now))
    return giveUpSlot(ports, consignment, control, keptBack);
  return claimAndHandOver(ports, consignment, deadline);
}
