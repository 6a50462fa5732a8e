import type { SQSRecord } from 'aws-lambda';
import { mailRecordOf } from '../../shared/aws/sqs-batch.ts';
import { LANES } from '../../shared/message/envelope.ts';
import type { InboundRecord } from '../../shared/throttler/intake.ts';

/** PriorityQueue holds upstream's urgent mail and what senders sent back, which bears its envelope. */
export const priorityMail = (record: SQSRecord): InboundRecord => ({
  ...mailRecordOf(record),
  lane: LANES.priority,
});

/** Only upstream writes to OutboundQueue: an envelope there is none of ours. */
export function freshMail(record: SQSRecord): InboundRecord {
  const { envelope: _forged, ...mail } = mailRecordOf(record);
  return { ...mail, lane: LANES.fresh };
}
