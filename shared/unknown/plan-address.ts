import type { Classifier } from '../bounce/judgement.ts';
import type { AddressRecord, Evidence } from '../ports/quarantine-store.ts';
import type { AddressKey } from '../quarantine/address-key.ts';
import type { QuarantinePolicy } from '../quarantine/policy.ts';
import { comesTooLate, revised } from '../quarantine/revise.ts';
import { type Standing, UNKNOWN } from '../quarantine/standing.ts';
import { type Rejudged, rejudge } from './rejudge.ts';

/** What bounces are judged anew by. */
export interface Rejudging {
  readonly classifier: Classifier;
  readonly policy: QuarantinePolicy;
  /** Version of the rule set. */
  readonly ruleSet: string;
}

/** What judging an address's bounces anew comes to. */
export interface AddressPlan {
  readonly key: AddressKey;
  readonly rejudged: readonly Rejudged[];
  /** Of them, those whose error is folded into the standing already: it stays. */
  readonly tooLate: number;
  readonly before: Standing;
  readonly after: Standing;
}

/** Plans for one address, from its record and all its evidence; undefined where nothing is judged otherwise. */
export function planAddress(
  record: AddressRecord | undefined,
  evidence: readonly [Evidence, ...(readonly Evidence[])],
  { classifier, policy, ruleSet }: Rejudging,
): AddressPlan | undefined {
  const [{ key }] = evidence;
  const rejudged = evidence.flatMap((one) => rejudge(one, classifier, ruleSet) ?? []);
  if (rejudged.length === 0) return undefined;
  const revisions = rejudged.map(({ revision }) => revision);
  const before = record?.standing ?? UNKNOWN;
  return {
    key,
    rejudged,
    tooLate: revisions.filter((revision) => comesTooLate(record, revision)).length,
    before,
    after: revised(record, { key }, revisions, policy)?.standing ?? before,
  };
}
