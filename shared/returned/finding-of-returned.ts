import { errorEntryOf } from '../bounce/error-entry.ts';
import type { Finding } from '../bounce/finding.ts';
import { isAbuse, judgedOf, past, saidOf } from '../bounce/finding-of.ts';
import type { Classifier } from '../bounce/judgement.ts';
import type { DeliveryRecord } from '../ports/delivery-store.ts';
import { type EpochMillis, toMillis } from '../time/units.ts';
import type { Failure, ReturnedMail } from './failure.ts';

interface Circumstances {
  readonly record: DeliveryRecord;
  readonly classifier: Classifier;
  readonly now: EpochMillis;
}

/** No mail comes back before it left. */
const since = (at: EpochMillis, { record: { slot }, now }: Circumstances): EpochMillis =>
  past(slot === undefined ? at : Math.max(at, toMillis(slot)), { now });

/** What a failure means; undefined where the words say that nothing failed. */
export function failureFinding(failure: Failure, circumstances: Circumstances): Finding | undefined {
  const { record, classifier } = circumstances;
  const { enhancedStatus: status, mxHost = record.echo.mx } = failure;
  const at = since(failure.at, circumstances);
  const reply = {
    text: failure.reply,
    ...(status === undefined ? {} : { status }),
    ...(mxHost === undefined ? {} : { mxHost }),
  };
  const judgement = classifier.judge(reply);
  if (judgement.type === 'ignored') return undefined;
  const entry = errorEntryOf(record.id, judgement, at);
  return {
    kind: 'bounced',
    at,
    said: saidOf(reply, judgement),
    ...judgedOf(reply, judgement),
    ...(failure.mxHost === undefined ? {} : { mxHost: failure.mxHost }),
    ...(entry ? { entry } : {}),
  };
}

/** A complaint denylists if it is one of abuse; other types are told and kept. */
export function complaintFinding(
  { feedbackType, at: reportedAt }: Extract<ReturnedMail, { kind: 'complained' }>,
  circumstances: Circumstances,
): Finding {
  const { record } = circumstances;
  const at = since(reportedAt, circumstances);
  const entry = { kind: 'complaint', mail: record.id, at, stream: record.echo.stream } as const;
  return {
    kind: 'complained',
    at,
    // A report may come twice; one of each type is told.
    occurrence: `returned ${feedbackType}`,
    said: { detail: feedbackType },
    ...(isAbuse(feedbackType) ? { entry } : {}),
  };
}
