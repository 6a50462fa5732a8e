import type { AddressRecord } from '../ports/quarantine-store.ts';
import type { AddressKey } from './address-key.ts';
import { changeRecord, type RecordPorts } from './change-record.ts';
import type { Entry } from './entry.ts';

/** What operators wrote may name a person. */
function wordless(entry: Entry): Entry {
  if (entry.kind !== 'act') return entry;
  const { why: _gone, ...act } = entry;
  return act;
}

/** The record without the address and without what operators wrote; what keeps mail from it stands. */
export function forgotten({ address: _gone, version, entries, ...record }: AddressRecord): AddressRecord {
  return { ...record, entries: entries.map(wordless), forgotten: true, version: version + 1 };
}

/**
 * Strips the address from its record for good; answers whether there was one. The evidence is erased by the caller, after
 * this: what is put meanwhile goes too.
 */
export async function forgetAddress(ports: RecordPorts, key: AddressKey): Promise<boolean> {
  const { after } = await changeRecord(ports, key, (record) =>
    record && !record.forgotten ? forgotten(record) : undefined,
  );
  return after !== undefined;
}
