import { createMemoryEvidenceStore } from '../../shared/memory/evidence-store.ts';
import { createMemoryQuarantineStore } from '../../shared/memory/quarantine-store.ts';
import type { AddressKeys, AddressRecord, Evidence } from '../../shared/ports/quarantine-store.ts';
import { type AddressKey, createKeyOf } from '../../shared/quarantine/address-key.ts';
import type { QuarantinePolicy } from '../../shared/quarantine/policy.ts';
import { compileQuarantine } from '../../shared/rules/quarantine-schema.ts';
import { seeded } from '../property/world/random.ts';
import { QUARANTINE } from '../unit/rules/support/rule-sets.ts';
import { proofSource } from './proofs.ts';

/** The seed's policy, as functions read it. */
export const POLICY: QuarantinePolicy = compileQuarantine(QUARANTINE);

export const keyOfAddress = createKeyOf('a secret of tests');

export const addressKeys: AddressKeys = { open: async () => keyOfAddress };

/** Quarantine in memory; what it holds lies open. */
export function createQuarantine() {
  const records = new Map<AddressKey, AddressRecord>();
  const said: Evidence[] = [];
  return {
    records,
    said,
    ports: {
      addressKeys,
      proofs: proofSource,
      quarantine: createMemoryQuarantineStore(records),
      evidence: createMemoryEvidenceStore(said),
      random: seeded(11),
    },
  };
}
