import type { Evidence } from '../ports/quarantine-store.ts';

/** Digits of a time in milliseconds, enough until the year 2286. */
const DIGITS = 13;

/** Where a piece of evidence stands among those of its address: by time. What has the same place is the same piece. */
export const placeOf = ({ at, mailId, kind }: Evidence): string =>
  `${String(at).padStart(DIGITS, '0')}#${mailId}#${kind}`;
