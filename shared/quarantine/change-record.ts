import type { Clock, Random } from '../ports/clock.ts';
import type { AddressRecord, QuarantineStore } from '../ports/quarantine-store.ts';
import type { AddressKey } from './address-key.ts';

/** Others kept changing the address's record; what was to be recorded is tried again with its source. */
export class RecordContendedError extends Error {
  override readonly name = 'RecordContendedError';
  constructor(key: AddressKey) {
    super(`the quarantine record of ${key} is being changed by too many at once`);
  }
}

const TRIES = 10;
/** The first wait is up to this long, milliseconds; each further one up to twice as long as the one before. */
const FIRST_WAIT = 10;
/** The longest wait, milliseconds: ten tries end within two seconds. */
const LONGEST_WAIT = 320;

export interface RecordPorts {
  readonly quarantine: QuarantineStore;
  readonly clock: Clock;
  readonly random: Random;
}

/** What a record was, and what it is now: the same where nothing was to be changed. */
export interface RecordChange {
  readonly before?: AddressRecord;
  readonly after?: AddressRecord;
}

/** Replaces an address's record against others who do the same; `change` answers undefined to leave it. */
export async function changeRecord(
  { quarantine, clock, random }: RecordPorts,
  key: AddressKey,
  change: (record: AddressRecord | undefined) => AddressRecord | undefined,
): Promise<RecordChange> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const before = await quarantine.get(key);
    const next = change(before);
    if (!next) return before ? { before, after: before } : {};
    if (await quarantine.swap(before?.version ?? 0, next))
      return { ...(before ? { before } : {}), after: next };
    await clock.sleep(random() * Math.min(FIRST_WAIT * 2 ** attempt, LONGEST_WAIT));
  }
  throw new RecordContendedError(key);
}
