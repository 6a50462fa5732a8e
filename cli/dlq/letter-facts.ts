import { ENVELOPE_ATTRIBUTE } from '../../shared/aws/mail-queue.ts';
import { decodeWakeUp } from '../../shared/aws/wake-up-codec.ts';
import { decodeEnvelope } from '../../shared/message/envelope-codec.ts';
import type { MailId } from '../../shared/message/mail.ts';
import type { DeadLetter } from '../../shared/ports/dead-letters.ts';
import { readNotice } from '../../shared/returned/read-notice.ts';
import { parseSesEvent } from '../../shared/ses-events/parse-ses-event.ts';
import { maskAddresses } from '../../shared/text/mask-address.ts';
import type { EpochMillis } from '../../shared/time/units.ts';
import { type DeadQueue, type LetterKind, QUEUE_FACTS } from './queues.ts';

/** What can be told of a letter from itself. */
export interface LetterFacts {
  readonly kind: LetterKind;
  readonly mailId?: MailId;
  /** Masked. */
  readonly to?: string;
  readonly campaign?: string;
  /** Of a mail that was routed before. */
  readonly expiresAt?: EpochMillis;
  /** Of a wake-up. */
  readonly key?: string;
  /** Of feedback: SES's name of the event. */
  readonly event?: string;
  /** Of returned mail: where the mails lie, as bucket/key. */
  readonly objects?: readonly string[];
  /** Why its function can never settle it. */
  readonly unfit?: string;
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function fieldsOf(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function mailFacts(queue: DeadQueue, { body, attributes }: DeadLetter): LetterFacts {
  const fields = fieldsOf(body);
  const [id, to, campaign] = ['id', 'to', 'campaign'].map((name) => textOf(fields[name]));
  const envelope = decodeEnvelope(attributes[ENVELOPE_ATTRIBUTE]?.text);
  return {
    kind: 'mail',
    ...(id === undefined ? {} : { mailId: id as MailId }),
    ...(to === undefined ? {} : { to: maskAddresses(to) }),
    ...(campaign === undefined ? {} : { campaign }),
    ...(envelope ? { expiresAt: envelope.expiresAt } : {}),
    ...(queue === 'delivery' && !envelope
      ? { unfit: 'it has no envelope that this version reads, and a sender cannot do without' }
      : {}),
  };
}

function feedbackFacts({ body }: DeadLetter): LetterFacts {
  const read = parseSesEvent(body);
  if (!read.ok) return { kind: 'feedback' };
  const { type, mail } = read.event;
  const id = mail.tags['mxp-id']?.[0];
  return { kind: 'feedback', event: type, ...(id === undefined ? {} : { mailId: id as MailId }) };
}

function returnedFacts({ body }: DeadLetter): LetterFacts {
  const notice = readNotice(body);
  const objects =
    notice.kind === 'mails' ? notice.places.map(({ bucket, key }) => maskAddresses(`${bucket}/${key}`)) : [];
  return { kind: 'returned mail', ...(objects.length > 0 ? { objects } : {}) };
}

/** Reads a letter of the queue; never throws. */
export function factsOf(queue: DeadQueue, letter: DeadLetter): LetterFacts {
  const { kind } = QUEUE_FACTS[queue];
  if (kind === 'mail') return mailFacts(queue, letter);
  if (kind === 'feedback') return feedbackFacts(letter);
  if (kind === 'returned mail') return returnedFacts(letter);
  const wakeUp = decodeWakeUp(letter.body);
  return { kind, ...(wakeUp ? { key: wakeUp.key } : {}) };
}

/** `mail autumn-13 to r***@northmail.test, campaign autumn`. */
export function subjectText({ kind, mailId, to, campaign, key, event, objects }: LetterFacts): string {
  if (kind === 'returned mail')
    return `returned mail ${objects?.join(', ') ?? 'in no object that can be read'}`;
  if (kind === 'wake-up') return `wake-up of ${key ?? 'no key that can be read'}`;
  const mail = `mail ${mailId ?? 'without an id'}`;
  if (kind === 'feedback')
    return event === undefined ? 'feedback that is no SES event' : `${event} event of ${mail}`;
  return `${mail}${to === undefined ? '' : ` to ${to}`}${campaign === undefined ? '' : `, campaign ${campaign}`}`;
}
