import type { MailQueue } from '../ports/queues.ts';
import { maskAddresses } from '../text/mask-address.ts';
import type { EpochMillis } from '../time/units.ts';
import { type DeliveryMessage, deliver } from './deliver.ts';
import type { SenderPorts } from './ports.ts';
import type { Verdict } from './verdict.ts';

type Ruling = { readonly recordId: string; readonly verdict: Verdict };

/** Sends the mails of one kind of verdict to their queue; answers the records whose mail it did not take. */
async function forward(
  queue: MailQueue,
  rulings: readonly Ruling[],
  kind: 'return' | 'again',
): Promise<string[]> {
  const leaving = rulings.flatMap(({ recordId, verdict }) =>
    verdict.kind === kind ? [{ recordId, mail: verdict.mail }] : [],
  );
  if (leaving.length === 0) return [];
  const lost = await queue.send(leaving.map(({ mail }) => mail));
  return [...lost].map((at) => leaving[at]?.recordId ?? '');
}

async function tell({ outcomes }: SenderPorts, rulings: readonly Ruling[]): Promise<string[]> {
  const told = rulings.flatMap(({ recordId, verdict }) =>
    verdict.kind === 'done' && verdict.event ? [{ recordId, event: verdict.event }] : [],
  );
  if (told.length === 0) return [];
  const lost = await outcomes.publish(told.map(({ event }) => event));
  return told.filter(({ event }) => lost.has(event.eventId)).map(({ recordId }) => recordId);
}

/**
 * Hands over one batch, its messages at the same time. Answers the records that must come back by themselves; a mail
 * that waits, returns or is in doubt is never among them. `deadline` is when the invocation ends, at the latest: claims
 * live until then.
 */
export async function sendBatch(
  ports: SenderPorts,
  messages: readonly DeliveryMessage[],
  deadline: EpochMillis,
): Promise<ReadonlySet<string>> {
  const control = await ports.control.load();
  const rulings = await Promise.all(
    messages.map(async (message): Promise<Ruling> => {
      const { recordId } = message;
      try {
        return { recordId, verdict: await deliver(ports, message, control, deadline) };
      } catch (cause) {
        ports.log.warn('message left to come back', { recordId, cause: maskAddresses(String(cause)) });
        return { recordId, verdict: { kind: 'leave' } };
      }
    }),
  );
  const lost = await Promise.all([
    forward(ports.priorityQueue, rulings, 'return'),
    forward(ports.deliveryQueue, rulings, 'again'),
    tell(ports, rulings),
  ]);
  const countOf = (kind: Verdict['kind']) => rulings.filter(({ verdict }) => verdict.kind === kind).length;
  const counts = {
    done: countOf('done'),
    returned: countOf('return'),
    again: countOf('again'),
    left: countOf('leave'),
  };
  ports.log.info('sent', { messages: messages.length, ...counts });
  ports.log.count('Returned', counts.returned);
  return new Set([
    ...lost.flat(),
    ...rulings.filter(({ verdict }) => verdict.kind === 'leave').map(({ recordId }) => recordId),
  ]);
}
