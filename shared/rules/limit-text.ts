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
  const found = CANONICAL.exec(text);
  const period = found ? allowed.find((known) => UNITS[known] === found[2]) : undefined;
  if (!period) return refuse(text, adviceFor(allowed));
  const messages = Number(found?.[1]);
  if (messages > MOST_MESSAGES) return refuse(text, `the most is ${MOST_MESSAGES}`);
  return { ok: true, limit: { messages, period } };
}

function adviceFor(allowed: readonly LimitPeriod[]): string {
  const units = allowed.map((period) => `/${UNITS[period]}`);
  return `write a whole number above 0 without separators or spaces, then ${units.join(' or ')}, like 1200${units[0]}`;
}

const refuse = (text: string, advice: string): ParsedLimit => ({
  ok: false,
  reason: `'${text}' is not a limit: ${advice}`,
});

/** The inverse of `parseLimit`. */
export const printLimit = ({ messages, period }: Limit): string => `${messages}/${UNITS[period]}`;
