import * as z from 'zod';
import { THROUGHPUT_LEVELS } from '../settings/settings.ts';
import { bounceRuleSchema } from './bounce-schema.ts';
import { parseDuration } from './duration-text.ts';
import { type LimitPeriod, parseLimit } from './limit-text.ts';
import { maskProblem } from './mask.ts';
import { quarantineSchema } from './quarantine-schema.ts';

/** Ids and groups become parts of quota keys and metric dimensions. */
const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be 1–64 of a–z, 0–9 and -, starting with no -');
const note = z.string().trim().min(1, 'must not be empty').max(1_000);
const count = z.int().min(1).max(100_000);
const level = z.enum(THROUGHPUT_LEVELS);
const scope = z.enum(['rule', 'host', 'operator']);

const limitText = (...periods: readonly LimitPeriod[]) =>
  z.string().superRefine((text, context) => {
    const parsed = parseLimit(text, periods);
    if (!parsed.ok) context.addIssue({ code: 'custom', message: parsed.reason });
  });

/** Hand-overs per sliding hour or minute. */
const pace = limitText('hour', 'minute');

const duration = z.string().refine((text) => parseDuration(text) !== undefined, {
  error: 'must be a whole number and a unit, like 10s, 4min',
});

const mask = z.string().superRefine((text, context) => {
  const problem = maskProblem(text);
  if (problem) context.addIssue({ code: 'custom', message: problem });
});

const mismatch = ({ input }: { readonly input?: unknown }) =>
  input === undefined
    ? 'is missing'
    : `must be one value for all levels, or one each for ${THROUGHPUT_LEVELS.join(', ')}`;

/** One value for all levels, or one for each. */
const everyLevel = <T extends z.ZodType>(value: T) =>
  z.union([value, z.record(level, value)], { error: mismatch });
/** One value for all levels, or for some: the class gives the others. */
const someLevels = <T extends z.ZodType>(value: T) =>
  z.union([value, z.partialRecord(level, value)], { error: mismatch });

/** How long an MX host may take: to accept a connection, to answer the message's end, and anything else. */
const timeouts = z.strictObject({ connect: duration, data: duration, other: duration }).partial();

/** The suite's four modes: the relay's own setting, never, if offered, or not at all without it. */
export const TLS_MODES = ['default', 'disabled', 'opportunistic', 'required'] as const;
export type TlsMode = (typeof TLS_MODES)[number];

const mxClass = z.strictObject({
  scope,
  /** R: what level `normal` gets, per sending IP. */
  rate: pace,
  connections: everyLevel(count),
  messagesPerConnection: everyLevel(count),
  timeouts: timeouts.optional(),
  tls: z.enum(TLS_MODES).optional(),
});

export const mxRuleSchema = z.strictObject({
  id: name,
  masks: z.array(mask).min(1, 'must have at least one mask'),
  class: name,
  scope: scope.optional(),
  /** Rules of one group share one counter; the rule's id when absent. */
  group: name.optional(),
  /** The rule's own R. */
  rate: pace.optional(),
  /** The limit itself, in place of R × level. */
  limit: someLevels(pace).optional(),
  /** A limit that the provider publishes: a ceiling for every level. */
  cap: pace.optional(),
  perDay: someLevels(limitText('day')).optional(),
  connections: someLevels(count).optional(),
  messagesPerConnection: someLevels(count).optional(),
  /** Pools that the rule is for; all when absent. The suite's range of identifiers. */
  pools: z
    .array(z.string().regex(/^[A-Za-z0-9_-]{1,32}$/, 'must be names of pools'))
    .min(1)
    .optional(),
  /** For SMTP pools: SES hides connections. Each in place of the class's. */
  timeouts: timeouts.optional(),
  tls: z.enum(TLS_MODES).optional(),
  /** Real MX hosts that the rule is for. */
  examples: z
    .array(z.string().regex(/^[a-z0-9_.-]+$/, 'must be a host name in lower case'))
    .min(1, 'must name at least one MX host'),
  source: note,
});

/** The rule-set file, format 1. */
export const ruleSetSchema = z.strictObject({
  v: z.literal(1),
  /** Whatever tells this set from others; the shipped ones end in a hash of their content. */
  version: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.+_-]{0,63}$/, 'must be 1–64 of A–Z, a–z, 0–9, . + _ -'),
  /** What a level gets of R, in percent. */
  levels: z.record(level, z.int().min(1).max(100_000)),
  classes: z.record(name, mxClass),
  /** In order: the first with a mask that fits decides. */
  rules: z.array(mxRuleSchema).min(1, 'must hold at least the rule *'),
  /** In order: the first with a pattern in a reply decides. */
  bounces: z.array(bounceRuleSchema),
  quarantine: quarantineSchema,
});

/** A rule set as it is kept and sent: plain JSON, limits as text. */
export type RuleSetData = z.infer<typeof ruleSetSchema>;
export type MxRuleData = RuleSetData['rules'][number];
export type MxClassData = z.infer<typeof mxClass>;
