import type { FailureReason } from '../outcome/event.ts';
import type { EpochMillis } from '../time/units.ts';

/** Where an address stands, as its entries say. Time goes on: ask `suppressionOf` and `isWatched` with the present. */
export interface Standing {
  readonly quarantine?: {
    readonly since: EpochMillis;
    /** Absent where an operator gave none. */
    readonly reason?: FailureReason;
    /** Absent: never by itself. */
    readonly releaseAt?: EpochMillis;
  };
  readonly denylist?: {
    readonly since: EpochMillis;
    /** The streams complained of, or all but `transactional`. */
    readonly streams: 'allButTransactional' | readonly string[];
  };
  /** Mailed whatever the quarantine says; the denylist holds all the same. */
  readonly allowlist?: { readonly since: EpochMillis };
  /** Counted errors by reason: their times, oldest first. Absent where there is none. */
  readonly counts: Readonly<Partial<Record<FailureReason, readonly EpochMillis[]>>>;
  /** The last error of any reason, whether it counted or not. */
  readonly lastErrorAt?: EpochMillis;
  /** The first mail since then that was taken and never sent back. */
  readonly succeededAt?: EpochMillis;
}

/** Why a mail must not go to an address now. */
export interface Suppression {
  readonly by: 'quarantine' | 'denylist';
  readonly since: EpochMillis;
  readonly reason?: FailureReason;
  readonly releaseAt?: EpochMillis;
}

/** Nothing is known against the address. */
export const UNKNOWN: Standing = { counts: {} };

const denies = ({ denylist }: Standing, stream: string): boolean =>
  denylist !== undefined &&
  (denylist.streams === 'allButTransactional'
    ? stream !== 'transactional'
    : denylist.streams.includes(stream));

/** What keeps mail of a stream from the address at `now`; undefined: nothing. */
export function suppressionOf(standing: Standing, stream: string, now: EpochMillis): Suppression | undefined {
  const { quarantine, denylist, allowlist } = standing;
  if (denylist && denies(standing, stream)) return { by: 'denylist', since: denylist.since };
  if (!quarantine || allowlist) return undefined;
  const { releaseAt } = quarantine;
  return releaseAt !== undefined && now >= releaseAt ? undefined : { by: 'quarantine', ...quarantine };
}

/** Errors are being counted, so a delivery to the address is worth knowing. */
export const isWatched = ({ counts }: Standing): boolean =>
  Object.values(counts).some((times) => times.length > 0);
