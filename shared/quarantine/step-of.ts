import type { QuarantineStep } from '../outcome/event.ts';
import type { EpochMillis } from '../time/units.ts';
import type { Entry } from './entry.ts';
import type { ErrorEntry } from './mail-facts.ts';
import type { QuarantinePolicy } from './policy.ts';
import type { Standing } from './standing.ts';

const untilOf = (releaseAt: EpochMillis | undefined) =>
  releaseAt === undefined ? {} : { until: new Date(releaseAt).toISOString() };

/** The error quarantined the address: by itself, or because it came late and others waited for it. */
function isOf(before: Standing, { quarantine }: Standing, error: ErrorEntry): boolean {
  if (!quarantine) return false;
  const { since, reason, releaseAt } = quarantine;
  if (since === error.at && reason === error.reason) return true;
  return since !== before.quarantine?.since || releaseAt !== before.quarantine.releaseAt;
}

function stepOfError(
  before: Standing,
  after: Standing,
  error: ErrorEntry,
  policy: QuarantinePolicy,
): QuarantineStep | undefined {
  if (isOf(before, after, error)) return { step: 'quarantined', ...untilOf(after.quarantine?.releaseAt) };
  const place = after.counts[error.reason]?.indexOf(error.at) ?? -1;
  const rule = policy.reasons[error.reason];
  return place < 0 || rule === 'never' ? undefined : { step: 'counted', count: place + 1, of: rule.after };
}

/**
 * What an error or a complaint did to its address; undefined: nothing. An event that comes again is told the same step,
 * though it changes nothing any more.
 */
export function stepOf(
  before: Standing,
  after: Standing,
  entry: Entry,
  policy: QuarantinePolicy,
): QuarantineStep | undefined {
  if (entry.kind === 'error') return stepOfError(before, after, entry, policy);
  return entry.kind === 'complaint' && after.denylist ? { step: 'denylisted' } : undefined;
}
