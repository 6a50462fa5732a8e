import { readAddress } from '../../shared/message/address.ts';
import type { FailureReason } from '../../shared/outcome/event.ts';
import { normaliseAddress } from '../../shared/quarantine/address-key.ts';
import { cut } from '../../shared/text/cut.ts';
import { maskAddress } from '../../shared/text/mask-address.ts';
import { DAY, type EpochMillis } from '../../shared/time/units.ts';
import { readDate } from '../read-date.ts';
import type { Row } from './fields.ts';
import { type Act, isList, type List, meaningOf } from './meaning.ts';

/** What an import does to one address. */
export interface Listing {
  readonly address: string;
  readonly act: Act;
  /** The row has a date of its own; without one it bears the file's. */
  readonly dated: boolean;
}

export type ReadListing =
  | { readonly ok: true; readonly listing: Listing }
  /** Addresses in it are masked. */
  | { readonly ok: false; readonly problem: string };

/** What holds for rows that do not say it themselves. */
export interface ListingDefaults {
  readonly by: string;
  readonly at: EpochMillis;
  readonly now: EpochMillis;
  readonly reason?: FailureReason;
  readonly list?: List;
}

/** Clocks differ and so do time zones; what lies farther ahead is a mistake. */
const AHEAD = DAY;

/** Cells are quoted in problems this far. */
const QUOTED = 40;

const bad = (problem: string): ReadListing => ({ ok: false, problem });

/** What one row asks for, or what is wrong with it. */
export function readListing(row: Row, defaults: ListingDefaults): ReadListing {
  if (row.address === undefined) return bad(row.problem ?? 'it has no address');
  const read = readAddress(row.address.trim());
  if (!read.ok) return bad(`${maskAddress(cut(row.address, QUOTED))}: ${read.problem}`);
  if (row.list !== undefined && !isList(row.list))
    return bad(`list ${cut(row.list, QUOTED)}: must be quarantine, denylist or allowlist`);
  const at = row.date === undefined ? defaults.at : readDate(row.date);
  const date = cut(String(row.date), QUOTED);
  if (at === undefined) return bad(`date ${date}: write it as 2026-11-30 or 2026-11-30T15:04:05Z`);
  if (at > defaults.now + AHEAD) return bad(`date ${date}: it lies ahead`);
  // An act of a time to come would outlast a release.
  const act: Act = {
    kind: 'act',
    at: Math.min(at, defaults.now),
    by: defaults.by,
    ...meaningOf(row, defaults),
  };
  const address = normaliseAddress(read.address.address);
  return { ok: true, listing: { address, act, dated: row.date !== undefined } };
}
