import type { OutcomeEvent } from '../../../shared/outcome/event.ts';
import type { SampleMail } from '../campaign.ts';
import { answersByMail } from '../providers/catalogue.ts';

/** What upstream heard of mails whose providers answer by mail alone. */
export interface ByMail {
  /** Delivery statuses (RFC 3464) that became `bounced`. */
  readonly bounced: number;
  /** Feedback reports (RFC 5965) that became `complained`. */
  readonly complained: number;
}

/** Counts the reports that came as mails and were read; SES tells of none of them by an event. */
export function countByMail(events: Iterable<OutcomeEvent>, mails: readonly SampleMail[]): ByMail {
  const answered = new Set<string>(mails.filter(({ to }) => answersByMail(to)).map(({ id }) => id));
  const all = [...events].filter(({ id }) => answered.has(id));
  const count = (kind: OutcomeEvent['kind']) => all.filter((event) => event.kind === kind).length;
  return { bounced: count('bounced'), complained: count('complained') };
}
