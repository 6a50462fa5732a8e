import { peakOf } from './peak.ts';

/** One hand-over as the SES endpoint logged it; `at` in milliseconds. */
export interface AcceptedMail {
  readonly recipient: string;
  readonly mx: string;
  readonly at: number;
}

/** What the accept log proves of one quota key. */
export interface KeyAudit {
  readonly name: string;
  readonly limit: number;
  readonly accepted: number;
  /** The most hand-overs in any sliding period. */
  readonly peak: number;
  /** The shortest time between two hand-overs, milliseconds; undefined below two. */
  readonly smallestGap?: number;
}

function smallestGapOf(times: readonly number[]): number | undefined {
  const gaps = times.slice(1).map((time, at) => time - (times[at] ?? time));
  return gaps.length === 0 ? undefined : gaps.reduce((least, gap) => Math.min(least, gap));
}

/**
 * Recounts every key from the accept log alone. `keyOf` says which key an MX host belongs to and what may pass it in
 * `periodMillis`; it is the auditor's own reading of the rules, not the pacer's.
 */
export function auditAccepted(
  log: readonly AcceptedMail[],
  keyOf: (mx: string) => { readonly name: string; readonly limit: number },
  periodMillis: number,
): readonly KeyAudit[] {
  const byName = Map.groupBy(log, ({ mx }) => keyOf(mx).name);
  return [...byName].map(([name, mails]) => {
    const times = mails.map(({ at }) => at).sort((one, other) => one - other);
    const smallestGap = smallestGapOf(times);
    return {
      name,
      limit: keyOf(mails[0]?.mx ?? '').limit,
      accepted: times.length,
      peak: peakOf(times, periodMillis),
      ...(smallestGap === undefined ? {} : { smallestGap }),
    };
  });
}
