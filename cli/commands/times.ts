import type { EpochMillis } from '../../shared/time/units.ts';

/** ISO 8601 in UTC, for `--json`. */
export const isoTime = (at: EpochMillis): string => new Date(at).toISOString();

/** `2026-11-23 20:15:07 UTC`, for people. */
export const timeText = (at: EpochMillis): string => `${isoTime(at).slice(0, 19).replace('T', ' ')} UTC`;
