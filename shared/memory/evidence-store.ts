import type { Evidence, EvidenceStore } from '../ports/quarantine-store.ts';
import { placeOf } from '../quarantine/evidence-order.ts';

/** The Evidence table in memory; `rows` is for a simulation's own look. Nothing expires. */
export function createMemoryEvidenceStore(rows: Evidence[] = []): EvidenceStore {
  return {
    put: async (evidence) => {
      const isSame = (other: Evidence) => other.key === evidence.key && placeOf(other) === placeOf(evidence);
      const at = rows.findIndex(isSame);
      rows.splice(at < 0 ? rows.length : at, at < 0 ? 0 : 1, evidence);
    },
    of: async (key) =>
      rows.filter((row) => row.key === key).sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)),
    erase: async (key) => {
      const others = rows.filter((row) => row.key !== key);
      rows.splice(0, rows.length, ...others);
    },
  };
}
