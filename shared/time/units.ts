/** Milliseconds since the Unix epoch; the unit of every clock reading. */
export type EpochMillis = number;
/** Microseconds since the Unix epoch, a safe integer; the unit of slots. */
export type EpochMicros = number;
/** Seconds since the Unix epoch; DynamoDB's TTL attribute accepts nothing else. */
export type EpochSeconds = number & { readonly __unit: 'epochSeconds' };

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const toMicros = (at: EpochMillis): EpochMicros => Math.round(at * 1_000);
export const toMillis = (at: EpochMicros): EpochMillis => Math.ceil(at / 1_000);
export const toEpochSeconds = (at: EpochMillis): EpochSeconds => Math.ceil(at / 1_000) as EpochSeconds;
