import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Envelope } from '../message/envelope.ts';
import { decodeEnvelope } from '../message/envelope-codec.ts';
import type { EpochMillis } from '../time/units.ts';
import { ENVELOPE_ATTRIBUTE } from './mail-queue.ts';

/** A record as the domain reads it; `sentAt` is when the queue took it (SQS SentTimestamp, milliseconds). */
export interface MailRecord {
  readonly recordId: string;
  readonly body: string;
  readonly envelope?: Envelope;
  readonly sentAt: EpochMillis;
}

export function mailRecordOf({ messageId, body, attributes, messageAttributes }: SQSRecord): MailRecord {
  const envelope = decodeEnvelope(messageAttributes[ENVELOPE_ATTRIBUTE]?.stringValue);
  return {
    recordId: messageId,
    body,
    sentAt: Number(attributes.SentTimestamp),
    ...(envelope ? { envelope } : {}),
  };
}

/** What Lambda deletes: all but these (Lambda, "Reporting batch item failures"). */
export const batchResponse = (failed: Iterable<string>): SQSBatchResponse => ({
  batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })),
});

/** When this invocation is ended by Lambda, by the clock `now`. */
export const deadlineOf = (
  context: Pick<Context, 'getRemainingTimeInMillis'>,
  now: EpochMillis,
): EpochMillis => now + context.getRemainingTimeInMillis();

/** One mapping's queue: a batch never mixes two. */
export const sourceOf = ({ Records }: SQSEvent): string | undefined => Records[0]?.eventSourceARN;
