import { readDomain } from '../../shared/message/domain.ts';
import type { FailureReason } from '../../shared/outcome/event.ts';
import type { AddressRecord } from '../../shared/ports/quarantine-store.ts';
import type { AddressKey } from '../../shared/quarantine/address-key.ts';
import type { Standing } from '../../shared/quarantine/standing.ts';
import type { EpochMillis } from '../../shared/time/units.ts';
import { UserError } from '../user-error.ts';

export const LISTS = ['quarantine', 'denylist', 'allowlist', 'counting'] as const;
export type ListName = (typeof LISTS)[number];

/** One address on one list. */
export interface Listed {
  readonly key: AddressKey;
  /** Absent once it was forgotten. */
  readonly address?: string;
  readonly list: ListName;
  readonly since: EpochMillis;
  readonly reason?: FailureReason;
  /** When it ends by itself. */
  readonly until?: EpochMillis;
}

/** Which of them are meant; what is absent does not matter. */
export interface Filter {
  readonly lists: readonly ListName[];
  readonly reason?: FailureReason;
  readonly domain?: string;
  readonly since?: EpochMillis;
  readonly until?: EpochMillis;
}

/** `@Example.COM` and `example.com` are one domain, in the form that addresses are kept in. */
export function domainOf(text: string): string {
  const read = readDomain(text.replace(/^@/, ''));
  if (!read.ok) throw new UserError(`not a domain: ${read.problem}`);
  return read.domain;
}

function places({ quarantine, denylist, allowlist, counts, lastErrorAt }: Standing, now: EpochMillis) {
  const { releaseAt: until } = quarantine ?? {};
  const holds = quarantine && (until === undefined || until > now);
  const counting = Object.entries(counts).flatMap(([reason, times]) =>
    times.length > 0 ? [{ reason: reason as FailureReason, since: times[0] ?? lastErrorAt ?? 0 }] : [],
  );
  return [
    ...(denylist ? [{ list: 'denylist' as const, since: denylist.since }] : []),
    ...(holds
      ? [
          {
            list: 'quarantine' as const,
            since: quarantine.since,
            ...(quarantine.reason ? { reason: quarantine.reason } : {}),
            ...(until === undefined ? {} : { until }),
          },
        ]
      : []),
    ...(allowlist ? [{ list: 'allowlist' as const, since: allowlist.since }] : []),
    ...counting.map((one) => ({ list: 'counting' as const, ...one })),
  ];
}

/** The lists that an address stands on now. */
export const listedOf = (record: AddressRecord, now: EpochMillis): readonly Listed[] =>
  places(record.standing, now).map((place) => ({
    key: record.key,
    ...(record.address === undefined ? {} : { address: record.address }),
    ...place,
  }));

/** The filter means this one. */
export function isMeant({ lists, reason, domain, since, until }: Filter, listed: Listed): boolean {
  return (
    lists.includes(listed.list) &&
    (reason === undefined || listed.reason === reason) &&
    (domain === undefined || listed.address?.endsWith(`@${domain}`) === true) &&
    (since === undefined || listed.since >= since) &&
    (until === undefined || listed.since <= until)
  );
}
