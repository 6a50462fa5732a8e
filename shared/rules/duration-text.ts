import { DAY, HOUR, MINUTE, SECOND } from '../time/units.ts';

const UNITS = { s: SECOND, min: MINUTE, h: HOUR, d: DAY } as const;

const FORM = /^([1-9][0-9]{0,5})(s|min|h|d)$/;

/** Milliseconds of `24h`, `30d`, `90min`, `5s`; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const [, digits, unit] = FORM.exec(text) ?? [];
  return unit === undefined ? undefined : Number(digits) * UNITS[unit as keyof typeof UNITS];
}

const LARGEST_FIRST = Object.entries(UNITS).reverse();

/** The inverse of `parseDuration`, in the largest unit that the milliseconds are a whole number of; seconds at least. */
export function printDuration(milliseconds: number): string {
  const [unit, size] = LARGEST_FIRST.find(([, size]) => milliseconds % size === 0) ?? ['s', SECOND];
  return `${milliseconds / size}${unit}`;
}
