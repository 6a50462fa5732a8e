import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { batchResponse, deadlineOf, mailRecordOf } from '../../shared/aws/sqs-batch.ts';
import { sendBatch } from '../../shared/delivery/send-batch.ts';
import { createSenderPorts } from './ports.ts';

const { ports, log } = createSenderPorts();

/** DeliveryQueue: mails with their slots, handed over or sent on their way again. */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  try {
    const deadline = deadlineOf(context, ports.clock.now());
    return batchResponse(await sendBatch(ports, event.Records.map(mailRecordOf), deadline));
  } finally {
    log.flush();
  }
}
