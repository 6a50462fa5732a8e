import { changeRecord, type RecordPorts } from './change-record.ts';
import type { Entry } from './entry.ts';
import { merged, type Subject } from './merge.ts';
import type { QuarantinePolicy } from './policy.ts';
import { type Standing, UNKNOWN } from './standing.ts';

/** What entries did to an address. */
export interface Recorded {
  readonly before: Standing;
  readonly after: Standing;
  /** False: all of it was known, or came too late to count. */
  readonly changed: boolean;
}

/**
 * Adds entries to an address's record. Doing it again changes nothing; throws a RecordContendedError when others kept
 * changing the record.
 */
export async function recordEntries(
  ports: RecordPorts,
  subject: Subject,
  entries: readonly Entry[],
  policy: QuarantinePolicy,
): Promise<Recorded> {
  const { before, after } = await changeRecord(ports, subject.key, (record) =>
    merged(record, subject, entries, policy),
  );
  return {
    before: before?.standing ?? UNKNOWN,
    after: after?.standing ?? UNKNOWN,
    changed: before !== after,
  };
}
