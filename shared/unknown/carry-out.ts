import type { EvidenceStore } from '../ports/quarantine-store.ts';
import { changeRecord, type RecordPorts } from '../quarantine/change-record.ts';
import type { QuarantinePolicy } from '../quarantine/policy.ts';
import { revised } from '../quarantine/revise.ts';
import type { AddressPlan } from './plan-address.ts';

/**
 * Charges an address as its plan says, then writes the evidence anew: what breaks off in between is planned again by the
 * next run. What came since the plan was made stays.
 */
export async function carryOut(
  ports: RecordPorts & { readonly evidence: Pick<EvidenceStore, 'put'> },
  { key, rejudged, revisions }: AddressPlan,
  policy: QuarantinePolicy,
): Promise<void> {
  await changeRecord(ports, key, (record) => revised(record, { key }, revisions, policy));
  for (const { now } of rejudged) await ports.evidence.put(now);
}
