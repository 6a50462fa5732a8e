import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { batchResponse } from '../../shared/aws/sqs-batch.ts';
import { readFeedback } from '../../shared/bounce/read-feedback.ts';
import { createBouncePorts } from './ports.ts';

const { ports, log } = createBouncePorts();

/** FeedbackQueue: SES's events, one a record. */
export async function handler({ Records }: SQSEvent): Promise<SQSBatchResponse> {
  try {
    const records = Records.map(({ messageId, body }) => ({ recordId: messageId, body }));
    return batchResponse(await readFeedback(ports, records));
  } finally {
    log.flush();
  }
}
