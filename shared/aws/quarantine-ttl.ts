import type { AddressRecord } from '../ports/quarantine-store.ts';
import { DAY, type EpochSeconds, toEpochSeconds } from '../time/units.ts';

/** Ours: how long a row outlives its last entry, or its quarantine. Well over the 60 days that entries are kept. */
const KEEP = 90 * DAY;

/** When a row may go by itself; undefined: it stays, for it keeps mail from the address until somebody says otherwise. */
export function ttlOf({ standing, entries, base }: AddressRecord): EpochSeconds | undefined {
  const { quarantine, denylist, allowlist } = standing;
  if (denylist || allowlist || (quarantine && quarantine.releaseAt === undefined)) return undefined;
  const lastEntryAt = entries.at(-1)?.at ?? base?.until ?? 0;
  return toEpochSeconds(Math.max(lastEntryAt, base?.until ?? 0, quarantine?.releaseAt ?? 0) + KEEP);
}
