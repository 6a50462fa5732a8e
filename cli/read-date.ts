import { type EpochMillis, SECOND } from '../shared/time/units.ts';

/** Digits alone are an epoch: up to eleven of them are seconds (until the year 5138). */
const EPOCH = /^\d{9,13}(?:\.\d+)?$/;
const LONGEST_SECONDS = 1e11;

const ISO_DATE = /^\d{4}-\d\d-\d\d$/;
const ISO_TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;
const HAS_ZONE = /(?:[zZ]|[+-]\d\d:?\d\d)$/;

/** Reads a date as people and lists write it; one without a zone is UTC. Undefined for other forms: 03/04 is two days. */
export function readDate(date: string | number): EpochMillis | undefined {
  const text = String(date).trim().replace(/ UTC$/, 'Z');
  if (EPOCH.test(text)) {
    const count = Number(text);
    return Math.floor(count < LONGEST_SECONDS ? count * SECOND : count);
  }
  if (!ISO_DATE.test(text) && !ISO_TIME.test(text)) return undefined;
  const at = Date.parse(ISO_DATE.test(text) || HAS_ZONE.test(text) ? text : `${text}Z`);
  return Number.isNaN(at) ? undefined : at;
}
