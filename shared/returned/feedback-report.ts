import { addressOf } from './addresses.ts';
import { fieldOf, fieldsOf, readGroups } from './fields.ts';

/** What a feedback report says (RFC 5965 §3). */
export interface FeedbackReport {
  /** Lower case. */
  readonly feedbackType: string;
  readonly recipients: readonly string[];
  /** When the mail that is complained of arrived, as written. */
  readonly arrived?: string;
}

/** Reads a feedback report; undefined where the text is none. */
export function readFeedbackReport(text: string): FeedbackReport | undefined {
  const [fields] = readGroups(text, 1);
  const type = fields && fieldOf(fields, 'feedback-type');
  if (!fields || type === undefined) return undefined;
  const named = fieldsOf(fields, 'original-rcpt-to', 'removal-recipient');
  const arrived = fieldOf(fields, 'arrival-date') ?? fieldOf(fields, 'received-date');
  return {
    feedbackType: type.toLowerCase().slice(0, 40),
    recipients: named.flatMap((value) => addressOf(value) ?? []),
    ...(arrived === undefined ? {} : { arrived }),
  };
}
