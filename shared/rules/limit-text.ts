/** What a limit of the rule files counts over: `/h`, `/min` or `/d`. */
export type LimitPeriod = 'hour' | 'minute' | 'day';

/** A limit as rule files write it: `1200/h`, `240/min`, `20000/d`. */
export interface Limit {
  readonly messages: number;
  readonly period: LimitPeriod;
}

export type ParsedLimit =
  | { readonly ok: true; readonly limit: Limit }
  | { readonly ok: false; readonly reason: string };

const UNITS: Readonly<Record<LimitPeriod, string>> = { hour: 'h', minute: 'min', day: 'd' };
const PERIODS = Object.keys(UNITS) as readonly LimitPeriod[];

/** Far above what any provider takes, and low enough that slots stay whole microseconds apart. */
export const MOST_MESSAGES = 10_000_000;

const CANONICAL = /^([1-9][0-9]*)\/(h|min|d)$/;

/** Reads one limit; `allowed` are the periods that make sense where it stands. */
export function parseLimit(text: string, allowed: readonly LimitPeriod[] = PERIODS): ParsedLimit {
  const units = allowed.map((period) => `/${UNITS[period]}`).join(' or ');
  const [, digits, unit] = CANONICAL.exec(text) ?? [];
  const period = allowed.find((known) => UNITS[known] === unit);
  if (!period)
    return refuse(
      text,
      `write a whole number above 0 without separators or spaces, then ${units}, like 1200${units.split(' ')[0]}`,
    );
  const messages = Number(digits);
  if (messages > MOST_MESSAGES) return refuse(text, `the most is ${MOST_MESSAGES}`);
  return { ok: true, limit: { messages, period } };
}

const refuse = (text: string, advice: string): ParsedLimit => ({
  ok: false,
  reason: `'${text}' is not a limit: ${advice}`,
});

/** The inverse of `parseLimit`. */
export const printLimit = ({ messages, period }: Limit): string => `${messages}/${UNITS[period]}`;
