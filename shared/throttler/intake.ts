import type { MailEnding } from '../delivery/end-mails.ts';
import { LARGEST_BODY_BYTES } from '../limits/sqs.ts';
import type { Envelope, Lane } from '../message/envelope.ts';
import { lifetime } from '../message/lifetime.ts';
import type { MailId } from '../message/mail.ts';
import { type ParseFailure, type ParsePools, parseMail } from '../message/parse.ts';
import type { Rejected } from '../ports/queues.ts';
import type { KeyOf } from '../quarantine/address-key.ts';
import { cut } from '../text/cut.ts';
import { DAY, type EpochMillis } from '../time/units.ts';
import { type Candidate, echoOf } from './candidate.ts';

/** One message off a queue. */
export interface InboundRecord {
  readonly recordId: string;
  readonly body: string;
  /** Absent on mail that upstream put there. */
  readonly envelope?: Envelope;
  /** When the queue took it (SQS SentTimestamp): the arrival of fresh mail. */
  readonly sentAt: EpochMillis;
  readonly lane: Exclude<Lane, 0>;
}

/** `unfit`: goes to the rejected queue, and ends as `invalid` where an id could be read. */
export type Intake =
  | { readonly kind: 'candidate'; readonly candidate: Candidate }
  | { readonly kind: 'unfit'; readonly rejected: Rejected; readonly ending?: MailEnding };

/** Characters of a reason that the Delivery row and the outcome keep; the rejected queue has all of it. */
const LONGEST_DETAIL = 300;

/** How long an invalid mail's row is kept, for want of an expiry. */
const INVALID_LIFE = 10 * DAY;

function unfit(
  record: InboundRecord,
  reason: string,
  mail?: Omit<MailEnding, 'ending' | 'expiresAt'>,
): Intake {
  const rejected = { body: record.body, reason, ...(mail ? { id: mail.id } : {}) };
  if (!mail) return { kind: 'unfit', rejected };
  const ending = { kind: 'invalid', at: record.sentAt, detail: cut(reason, LONGEST_DETAIL) } as const;
  return { kind: 'unfit', rejected, ending: { ...mail, ending, expiresAt: record.sentAt + INVALID_LIFE } };
}

function unparsed(record: InboundRecord, failure: ParseFailure, pools: ParsePools): Intake {
  const { id, reason, bodyHash, campaign, stream = 'marketing' } = failure;
  if (!id) return unfit(record, reason);
  const echo = { stream, pool: pools.default, ...(campaign === undefined ? {} : { campaign }) };
  return unfit(record, reason, { id, bodyHash, echo });
}

const isTooLarge = (body: string): boolean =>
  body.length > LARGEST_BODY_BYTES ||
  (body.length > LARGEST_BODY_BYTES / 3 && Buffer.byteLength(body) > LARGEST_BODY_BYTES);

/** Reads one message; never throws, so that a bad one disturbs nothing around it. */
export function intake(record: InboundRecord, pools: ParsePools, keyOf: KeyOf): Intake {
  const parsed = parseMail(record.body, pools);
  if (!parsed.ok) return unparsed(record, parsed, pools);
  const { mail } = parsed;
  const address = keyOf(mail.to.address);
  const recipient = { key: address, address: mail.to.address };
  const known = { id: mail.id as MailId, bodyHash: mail.bodyHash, recipient, echo: echoOf(mail) };
  if (isTooLarge(record.body)) return unfit(record, `the body is over ${LARGEST_BODY_BYTES} bytes`, known);
  if (record.envelope)
    return {
      kind: 'candidate',
      candidate: { mail, address, body: record.body, envelope: asked(record.envelope) },
    };
  const life = lifetime(mail, record.sentAt);
  if (!life.ok) return unfit(record, life.reason, known);
  const envelope = {
    v: 1,
    firstSeen: record.sentAt,
    expiresAt: life.expiresAt,
    lane: record.lane,
    hops: 0,
  } as const;
  return { kind: 'candidate', candidate: { mail, address, body: record.body, envelope } };
}

/** A mail that asks again has lost its slot. */
function asked({ slot: _lost, ...rest }: Envelope): Envelope {
  return rest;
}
