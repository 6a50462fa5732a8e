import type { DeliveryRecord } from '../ports/delivery-store.ts';
import type { CandidateRules } from '../ports/rules-source.ts';
import type { SesEvent } from '../ses-events/types.ts';
import { maskAddresses } from '../text/mask-address.ts';
import type { Finding } from './finding.ts';
import type { BouncePorts } from './ports.ts';

/** Which count of a trial a finding belongs to. */
export type BadCount = 'triedBad' | 'othersBad';

interface Found {
  readonly event: SesEvent;
  readonly record: DeliveryRecord;
  readonly finding: Finding;
}

/** What pacing can cause: a full mailbox or an unknown user says nothing of how fast mail came. */
const isOfPacing = ({ kind, said: { blame } }: Finding): boolean =>
  (kind === 'bounced' || kind === 'delayed') && (blame === 'sender' || blame === 'network');

/** The count that the finding belongs to; none for mail from before the trial, or without one. */
export function badCount(
  candidate: CandidateRules | undefined,
  { event, record, finding }: Found,
): BadCount | undefined {
  if (!candidate || !isOfPacing(finding) || event.mail.timestamp < candidate.since) return undefined;
  return record.echo.ruleSet === candidate.rules.version ? 'triedBad' : 'othersBad';
}

/** Adds what one batch found to the counts of the trial; feedback does not suffer where counting fails. */
export async function countTrial(
  { trials, log }: Pick<BouncePorts, 'trials' | 'log'>,
  candidate: CandidateRules | undefined,
  bad: readonly BadCount[],
): Promise<void> {
  if (!candidate || bad.length === 0) return;
  const triedBad = bad.filter((one) => one === 'triedBad').length;
  try {
    await trials.add(candidate.name, { triedBad, othersBad: bad.length - triedBad });
  } catch (cause) {
    log.warn('trial not counted', { cause: maskAddresses(String(cause)) });
  }
}
