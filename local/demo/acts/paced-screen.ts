import type { KeyStatus } from '../../../shared/quota/key-status.ts';
import type { AcceptedMail } from '../audit/accepted.ts';
import { progressLines } from '../progress.ts';
import { grouped } from '../text.ts';
import { sentLately, waitingOf } from './watch.ts';

const MOST_KEYS = 9;

export interface PacedView {
  readonly now: number;
  readonly seconds: number;
  readonly queued: number;
  readonly accepted: readonly AcceptedMail[];
  readonly statuses: readonly KeyStatus[];
}

/** The table of act 2, a line a counter. */
export function pacedLines(view: PacedView): readonly string[] {
  const { now, seconds, queued, accepted, statuses } = view;
  const head = `${String(seconds).padStart(4)} s   ${grouped(queued)} mails queued   ${grouped(accepted.length)} handed over   ${grouped(waitingOf(statuses))} wait`;
  return [head, ...progressLines(statuses, sentLately(accepted, now), MOST_KEYS)];
}
