import { DAY, HOUR, MINUTE, SECOND } from '../time/units.ts';

const UNITS = { s: SECOND, min: MINUTE, h: HOUR, d: DAY } as const;

const FORM = /^([1-9][0-9]{0,5})(s|min|h|d)$/;

/** Milliseconds of `24h`, `30d`, `90min`, `5s`; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const [, digits, unit] = FORM.exec(text) ?? [];
  return unit === undefined ? undefined : Number(digits) * UNITS[unit as keyof typeof UNITS];
}
