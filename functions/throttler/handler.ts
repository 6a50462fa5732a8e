import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { batchResponse, deadlineOf, mailRecordOf, sourceOf } from '../../shared/aws/sqs-batch.ts';
import { LANES } from '../../shared/message/envelope.ts';
import type { InboundRecord } from '../../shared/throttler/intake.ts';
import { throttle } from '../../shared/throttler/throttle.ts';
import { createThrottlerPorts } from './ports.ts';
import { wake } from './wake.ts';

const { ports, log, queues } = createThrottlerPorts();

const priorityMail = (record: SQSRecord): InboundRecord => ({
  ...mailRecordOf(record),
  lane: LANES.priority,
});

/** Only upstream writes to OutboundQueue: an envelope there is none of ours. */
function freshMail(record: SQSRecord): InboundRecord {
  const { envelope: _forged, ...mail } = mailRecordOf(record);
  return { ...mail, lane: LANES.fresh };
}

/** OutboundQueue, PriorityQueue and WakeUpQueue, each with a mapping of its own; a batch comes from one of them. */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  const deadline = deadlineOf(context, ports.clock.now());
  try {
    const source = sourceOf(event);
    if (source === queues.wakeUp) return batchResponse(await wake(ports, event.Records, deadline));
    const records = event.Records.map(source === queues.priority ? priorityMail : freshMail);
    return batchResponse(await throttle(ports, records, deadline));
  } finally {
    log.flush();
  }
}
