import { accountForBatch, type FeedbackRecord } from '../bounce/account-for-batch.ts';
import { accountForReturned } from './account-for-returned.ts';
import type { ReturnedPorts } from './ports.ts';

/** One batch of notices of returned mail. Answers the records to be tried again: those where a port failed. */
export const takeInReturned = (
  ports: ReturnedPorts,
  records: readonly FeedbackRecord[],
): Promise<ReadonlySet<string>> =>
  accountForBatch(ports, records, (bench, body) => accountForReturned(ports, bench, body));
