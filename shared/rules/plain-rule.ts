import { BLAMES, FAILURE_REASONS, FAILURE_TYPES } from '../outcome/event.ts';
import { THROUGHPUT_LEVELS } from '../settings/settings.ts';
import type { BounceRuleData } from './bounce-schema.ts';
import { parseDuration } from './duration-text.ts';
import { type LimitPeriod, parseLimit } from './limit-text.ts';
import { maskProblem } from './mask.ts';
import { type MxRuleData, TLS_MODES } from './schema.ts';

/**
 * Tells rules that are plainly right, which nearly all are, ten times faster than the schema, so that a cold start with
 * thousands of rules is over in a moment. What it does not know or doubts goes to the schema, whose word counts: a test
 * holds the two together.
 */
type Plain = (value: unknown) => boolean;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const text =
  (fits: (value: string) => boolean): Plain =>
  (value) =>
    typeof value === 'string' && fits(value);
const like = (form: RegExp): Plain => text((value) => form.test(value));
const oneOf = (values: readonly string[]): Plain => text((value) => values.includes(value));
const within = (least: number, most: number): Plain =>
  text(({ length }) => length >= least && length <= most);
const listOf =
  (fits: Plain): Plain =>
  (value) =>
    Array.isArray(value) && value.length > 0 && value.every(fits);

/** A record with fields of `fields` alone, all of `required` among them. */
const record = (fields: Readonly<Record<string, Plain>>, required: readonly string[] = []): Plain => {
  const known = new Map(Object.entries(fields));
  return (value) => {
    if (!isRecord(value)) return false;
    for (const name of required) if (!Object.hasOwn(value, name)) return false;
    for (const name of Object.keys(value)) if (known.get(name)?.(value[name]) !== true) return false;
    return true;
  };
};

const someLevels = (fits: Plain): Plain => {
  const byLevel = record(Object.fromEntries(THROUGHPUT_LEVELS.map((level) => [level, fits])));
  return (value) => fits(value) || byLevel(value);
};

const limit = (...periods: readonly LimitPeriod[]): Plain => text((value) => parseLimit(value, periods).ok);
const pace = limit('hour', 'minute');
const name = like(/^[a-z0-9][a-z0-9-]{0,63}$/);
const masks = listOf(text((value) => maskProblem(value) === undefined));
const source = text((value) => value.length > 0 && value.length <= 1_000 && value === value.trim());
const duration = text((value) => parseDuration(value) !== undefined);
const count: Plain = (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 100_000;

const plainMxRule = record(
  {
    id: name,
    masks,
    class: name,
    scope: oneOf(['rule', 'host', 'operator']),
    group: name,
    rate: pace,
    limit: someLevels(pace),
    cap: pace,
    perDay: someLevels(limit('day')),
    connections: someLevels(count),
    messagesPerConnection: someLevels(count),
    pools: listOf(like(/^[A-Za-z0-9_-]{1,32}$/)),
    timeouts: record({ connect: duration, data: duration, other: duration }),
    tls: oneOf(TLS_MODES),
    examples: listOf(like(/^[a-z0-9_.-]+$/)),
    source,
  },
  ['id', 'masks', 'class', 'examples', 'source'],
);

/** Whether something plainly is an MX rule. */
export const isPlainMxRule = (value: unknown): value is MxRuleData => plainMxRule(value);

const reply = within(1, 2_000);

const plainBounceRule = record(
  {
    id: name,
    patterns: listOf(within(3, 500)),
    mx: masks,
    type: oneOf(FAILURE_TYPES),
    reason: oneOf(FAILURE_REASONS),
    blame: oneOf(BLAMES),
    temporary: oneOf(FAILURE_REASONS),
    examples: listOf(reply),
    not: listOf(reply),
    source,
  },
  ['id', 'patterns', 'type', 'reason', 'examples', 'source'],
);

/** Whether something plainly is a bounce rule; those of type ignored have no reason and are left to the schema. */
export const isPlainBounceRule = (value: unknown): value is BounceRuleData => plainBounceRule(value);
