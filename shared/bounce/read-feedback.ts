import { accountFor } from './account-for.ts';
import { accountForBatch, type FeedbackRecord } from './account-for-batch.ts';
import type { BouncePorts } from './ports.ts';

/** One batch of SES's events, one a record. Answers the records to be tried again: those where a port failed. */
export const readFeedback = (
  ports: BouncePorts,
  records: readonly FeedbackRecord[],
): Promise<ReadonlySet<string>> =>
  accountForBatch(ports, records, async (bench, body) => [await accountFor(ports, bench, body)]);
