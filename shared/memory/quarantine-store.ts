import type { AddressRecord, QuarantineStore } from '../ports/quarantine-store.ts';
import type { AddressKey } from '../quarantine/address-key.ts';

/** The Quarantine table in memory; `records` is for a simulation's own look. Nothing expires. */
export function createMemoryQuarantineStore(records = new Map<AddressKey, AddressRecord>()): QuarantineStore {
  return {
    check: async (keys) => {
      const found = keys.flatMap((key) => records.get(key) ?? []);
      return new Map(found.map(({ key, standing }) => [key, standing]));
    },
    get: async (key) => records.get(key),
    swap: async (seen, next) => {
      if ((records.get(next.key)?.version ?? 0) !== seen) return false;
      records.set(next.key, next);
      return true;
    },
  };
}
