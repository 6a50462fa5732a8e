import { buildEvent } from '../outcome/build.ts';
import type { Ending, OutcomeEvent } from '../outcome/event.ts';
import type { DeliveryRecord, DeliveryStore } from '../ports/delivery-store.ts';
import type { EpochMillis } from '../time/units.ts';

/** What an event proves of its mail's hand-over. */
export interface HandOverProof {
  readonly sesId: string;
  /** By SES's clock. */
  readonly handedOverAt: EpochMillis;
}

/** A record changes hands a few times at most while one event is read. */
const TRIES = 3;

/** An ending that an event wrote bears SES's time, and is told again by the event's next copy. Senders tell of theirs. */
const isOf = ({ handedOverAt }: HandOverProof, { kind, at }: Ending): boolean =>
  kind === 'handedOver' && at === handedOverAt;

/**
 * Any SES event of a mail proves its hand-over: a claim nobody finished is marked sent, and a mail set free for another
 * try is kept from leaving twice. Answers what upstream is to hear of it.
 */
export async function confirm(
  delivery: DeliveryStore,
  record: DeliveryRecord,
  proof: HandOverProof,
  triesLeft = TRIES,
): Promise<OutcomeEvent | undefined> {
  const { ending: known } = record;
  if (known) return isOf(proof, known) ? buildEvent(record.id, record.echo, known) : undefined;
  if (triesLeft === 0) throw new Error('the delivery record keeps changing');
  const ending = { kind: 'handedOver', at: proof.handedOverAt } as const;
  const { until, ...rest } = record;
  const sent = { ...rest, state: 'sent', ending, sesId: proof.sesId } as const;
  const marked =
    record.state === 'free' ? (await delivery.putIfFree(sent)).ok : await delivery.settle(until ?? 0, sent);
  if (marked) return buildEvent(record.id, record.echo, ending);
  const latest = await delivery.get(record.id);
  return latest && confirm(delivery, latest, proof, triesLeft - 1);
}
