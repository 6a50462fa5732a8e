import { buildEvent } from '../outcome/build.ts';
import type { Ending, OutcomeEvent } from '../outcome/event.ts';
import type { DeliveryStore } from '../ports/delivery-store.ts';
import type { Log } from '../ports/log.ts';
import type { OutcomePublisher } from '../ports/outcomes.ts';
import { maskAddresses } from '../text/mask-address.ts';
import { type FeedbackEvent, readEvent } from './read-event.ts';

export interface BouncePorts {
  readonly delivery: DeliveryStore;
  readonly outcomes: OutcomePublisher;
  readonly log: Log;
}

type SesEvent = Extract<FeedbackEvent, { kind: 'event' }>;

/** A record changes hands a few times at most while one event is read. */
const TRIES = 3;

/** An ending that an event wrote bears SES's time, and is told again by the event's next copy. Senders tell of theirs. */
const isOf = ({ handedOverAt }: SesEvent, { kind, at }: Ending): boolean =>
  kind === 'handedOver' && at === handedOverAt;

/**
 * Any SES event of a mail's id proves its hand-over: a claim nobody finished is marked sent, and a mail set free for
 * another try is kept from leaving twice.
 */
async function confirm(
  delivery: DeliveryStore,
  event: SesEvent,
  triesLeft = TRIES,
): Promise<OutcomeEvent | undefined> {
  const record = await delivery.get(event.mailId);
  if (!record) return undefined;
  const { ending: known } = record;
  if (known) return isOf(event, known) ? buildEvent(record.id, record.echo, known) : undefined;
  if (triesLeft === 0) throw new Error('the delivery record keeps changing');
  const ending = { kind: 'handedOver', at: event.handedOverAt } as const;
  const { until, ...rest } = record;
  const sent = { ...rest, state: 'sent', ending, sesId: event.sesId } as const;
  const marked =
    record.state === 'free' ? (await delivery.putIfFree(sent)).ok : await delivery.settle(until ?? 0, sent);
  return marked ? buildEvent(record.id, record.echo, ending) : confirm(delivery, event, triesLeft - 1);
}

/** One batch of SES events. Answers the records to be tried again; what cannot be read ends in the dead-letter queue. */
export async function readFeedback(
  ports: BouncePorts,
  records: readonly { readonly recordId: string; readonly body: string }[],
): Promise<ReadonlySet<string>> {
  const failed = new Set<string>();
  const confirmed: { recordId: string; event: OutcomeEvent }[] = [];
  await Promise.all(
    records.map(async ({ recordId, body }) => {
      const read = readEvent(body);
      if (read.kind === 'foreign') return;
      if (read.kind === 'unreadable') {
        ports.log.warn('feedback not readable', { recordId, reason: read.reason });
        failed.add(recordId);
        return;
      }
      try {
        const event = await confirm(ports.delivery, read);
        if (event) confirmed.push({ recordId, event });
      } catch (cause) {
        ports.log.warn('feedback left to come back', { recordId, cause: maskAddresses(String(cause)) });
        failed.add(recordId);
      }
    }),
  );
  const lost = await ports.outcomes.publish(confirmed.map(({ event }) => event));
  for (const { recordId, event } of confirmed) if (lost.has(event.eventId)) failed.add(recordId);
  ports.log.info('feedback', { records: records.length, confirmed: confirmed.length, failed: failed.size });
  return failed;
}
