import type { Ending } from '../../../shared/outcome/event.ts';
import { duration } from '../../duration.ts';
import { fail, type Judged } from '../finding.ts';
import type { TrialMail } from './mails.ts';

/** How long was waited, and what to add to commands. */
interface Waited {
  readonly patience: number;
  readonly stackOption: string;
}

/** The mail has no end yet: a queue is not read, or something keeps it back. */
export const notHandedOver = ({ id, to }: TrialMail, { patience, stackOption }: Waited): Judged =>
  fail(
    `${to} was not handed over within ${duration(patience)}: throttler or sender did not get to it, or mail is kept back`,
    `mxp status${stackOption} tells of pauses and holds, mxp explain ${id}${stackOption} of this mail; then the logs of throttler and sender`,
  );

/** It ended otherwise. */
export const handOverFailure = (
  { to, id }: TrialMail,
  { kind, detail }: Ending,
  { stackOption }: Waited,
): Judged => fail(`${to} ended as ${kind}${detail ? `: ${detail}` : ''}`, `mxp explain ${id}${stackOption}`);

/** SES took the mail, and nobody heard of its bounce. */
export const noBounce = ({ to }: TrialMail, { patience }: Waited): Judged =>
  fail(
    `SES took ${to}, and no bounce event of it came within ${duration(patience)}`,
    "look, in this order, at the configuration sets above, at FeedbackTopic's subscription and key, at FeedbackQueue and its dead letters, at the log of bounce",
  );
