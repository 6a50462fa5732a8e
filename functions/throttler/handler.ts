import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { batchResponse, deadlineOf, sourceOf } from '../../shared/aws/sqs-batch.ts';
import { throttle } from '../../shared/throttler/throttle.ts';
import { freshMail, priorityMail } from './inbound.ts';
import { createThrottlerPorts } from './ports.ts';
import { wake } from './wake.ts';

const { ports, log, queues } = createThrottlerPorts();

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
