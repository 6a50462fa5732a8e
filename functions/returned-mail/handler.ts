import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { batchResponse } from '../../shared/aws/sqs-batch.ts';
import { takeInReturned } from '../../shared/returned/take-in-returned.ts';
import { createReturnedPorts } from './ports.ts';

const { ports, log } = createReturnedPorts();

/** ReturnedMailQueue: S3's notices of raw mails that came back. */
export async function handler({ Records }: SQSEvent): Promise<SQSBatchResponse> {
  try {
    const records = Records.map(({ messageId, body }) => ({ recordId: messageId, body }));
    return batchResponse(await takeInReturned(ports, records));
  } finally {
    log.flush();
  }
}
