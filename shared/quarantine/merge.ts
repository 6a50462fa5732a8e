import type { AddressRecord } from '../ports/quarantine-store.ts';
import type { EpochMillis } from '../time/units.ts';
import { type AddressKey, normaliseAddress } from './address-key.ts';
import type { Entry } from './entry.ts';
import { compareEntries, inOrder } from './in-order.ts';
import type { QuarantinePolicy } from './policy.ts';
import { type Keep, pruned } from './prune.ts';
import { standingOf } from './standing-of.ts';

/** Whose entries they are. */
export interface Subject {
  readonly key: AddressKey;
  readonly address?: string;
}

/** The same entries in the same order. */
export const areSame = (some: readonly Entry[], others: readonly Entry[]): boolean =>
  some.length === others.length &&
  some.every((entry, at) => {
    const other = others[at];
    return other !== undefined && compareEntries(entry, other) === 0;
  });

/** An address that was forgotten stays so, whoever names it again. */
function addressOf(record: AddressRecord | undefined, subject: Subject): Pick<AddressRecord, 'address'> {
  if (record?.forgotten) return {};
  const address = record?.address ?? subject.address;
  return address === undefined ? {} : { address: normaliseAddress(address) };
}

/** The record with all these entries, in order, and none else. */
export function recordOf(
  record: AddressRecord | undefined,
  subject: Subject,
  all: readonly Entry[],
  policy: QuarantinePolicy,
  keep?: Keep,
): AddressRecord {
  const { base, entries } = pruned(record?.base, all, policy, keep);
  return {
    key: subject.key,
    ...addressOf(record, subject),
    ...(record?.forgotten ? { forgotten: true } : {}),
    entries,
    ...(base ? { base } : {}),
    standing: standingOf(entries, policy, base),
    version: (record?.version ?? 0) + 1,
  };
}

/** Until when an address's past is folded: what happened before counts no more. */
export const foldedUntil = (record: AddressRecord | undefined): EpochMillis =>
  record?.base?.until ?? Number.NEGATIVE_INFINITY;

/**
 * The record with these entries in it; undefined when they say nothing new. Entries from before the base are dropped: they
 * come too late to count.
 */
export function merged(
  record: AddressRecord | undefined,
  subject: Subject,
  entries: readonly Entry[],
  policy: QuarantinePolicy,
  keep?: Keep,
): AddressRecord | undefined {
  const known = record?.entries ?? [];
  const until = foldedUntil(record);
  const all = inOrder([...known, ...entries.filter(({ at }) => at > until)]);
  if (areSame(all, known)) return undefined;
  return recordOf(record, subject, all, policy, keep);
}
