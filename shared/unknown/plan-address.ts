import type { Classifier } from '../bounce/judgement.ts';
import type { AddressRecord, Evidence } from '../ports/quarantine-store.ts';
import type { AddressKey } from '../quarantine/address-key.ts';
import type { QuarantinePolicy } from '../quarantine/policy.ts';
import { comesTooLate, type Revision, revised } from '../quarantine/revise.ts';
import { type Standing, UNKNOWN } from '../quarantine/standing.ts';
import { DAY, type EpochMillis } from '../time/units.ts';
import { type Rejudged, rejudge } from './rejudge.ts';

/** What bounces are judged anew by. */
export interface Rejudging {
  readonly classifier: Classifier;
  readonly policy: QuarantinePolicy;
  /** Version of the rule set. */
  readonly ruleSet: string;
  readonly now: EpochMillis;
}

/** What judging an address's bounces anew comes to. */
export interface AddressPlan {
  readonly key: AddressKey;
  readonly rejudged: readonly Rejudged[];
  /** What is charged otherwise. */
  readonly revisions: readonly Revision[];
  /** Of them, those whose error is folded into the standing already, or older than records reach: it stays. */
  readonly tooLate: number;
  readonly before: Standing;
  readonly after: Standing;
}

/**
 * Evidence outlives records: a row goes 90 days after its last entry (shared/aws/quarantine-ttl.ts), and an operator's release
 * with it. An error from before that is not charged anew; one that the record still holds can be taken back.
 */
const LONGEST_RECORD = 90 * DAY;

function isForgotten(record: AddressRecord | undefined, { mail, at }: Revision, now: EpochMillis): boolean {
  const isHeld = record?.entries.some(
    (entry) => entry.kind === 'error' && entry.mail === mail && entry.at === at,
  );
  return at <= now - LONGEST_RECORD && !isHeld;
}

/** Plans for one address, from its record and all its evidence; undefined where nothing is judged otherwise. */
export function planAddress(
  record: AddressRecord | undefined,
  evidence: readonly [Evidence, ...(readonly Evidence[])],
  { classifier, policy, ruleSet, now }: Rejudging,
): AddressPlan | undefined {
  const [{ key }] = evidence;
  const rejudged = evidence.flatMap((one) => rejudge(one, classifier, ruleSet) ?? []);
  if (rejudged.length === 0) return undefined;
  const all = rejudged.map(({ revision }) => revision);
  const revisions = all.filter(
    (revision) => !comesTooLate(record, revision) && !isForgotten(record, revision, now),
  );
  const before = record?.standing ?? UNKNOWN;
  return {
    key,
    rejudged,
    revisions,
    tooLate: all.length - revisions.length,
    before,
    after: revised(record, { key }, revisions, policy)?.standing ?? before,
  };
}
