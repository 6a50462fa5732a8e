import * as z from 'zod';
import { bounceRuleSchema } from './bounce-schema.ts';
import { mxRuleSchema } from './schema.ts';

const {
  class: mxClass,
  masks,
  ...optional
} = mxRuleSchema.omit({
  id: true,
  examples: true,
  source: true,
}).shape;

/** Fields of an MX rule that a deployment may set over the feed's; `null` takes an optional field away. */
const mxFields = z.strictObject({
  class: mxClass.optional(),
  masks: masks.optional(),
  /** Masks beside the feed's, whatever those are. */
  addMasks: masks.optional(),
  scope: optional.scope.nullable(),
  group: optional.group.nullable(),
  rate: optional.rate.nullable(),
  limit: optional.limit.nullable(),
  cap: optional.cap.nullable(),
  perDay: optional.perDay.nullable(),
  connections: optional.connections.nullable(),
  messagesPerConnection: optional.messagesPerConnection.nullable(),
  pools: optional.pools.nullable(),
  timeouts: optional.timeouts.nullable(),
  tls: optional.tls.nullable(),
});

/**
 * Values as the feed had them when the override was made, `null` for none: what a later change of the feed is told by. By
 * field, or by field and level or part: `cap`, `limit.fast`, `timeouts.data`.
 */
const was = z.record(z.string(), z.json());

/** Kept for those who ask later. */
const note = { why: z.string().max(300).optional(), by: z.string().max(100).optional() };

/** What a deployment changes of its feed, format 1; it survives every synchronisation. */
export const overridesSchema = z.strictObject({
  v: z.literal(1),
  /** Own MX rules; they come before the feed's rule of that id, or before all of them. */
  mxRules: z.array(z.strictObject({ before: z.string().optional(), rule: mxRuleSchema })).default([]),
  /** Single fields of the feed's MX rules. */
  mxFields: z.array(z.strictObject({ rule: z.string(), set: mxFields, was, ...note })).default([]),
  /** Fields of classes: rate, connections, messagesPerConnection. */
  classes: z
    .array(
      z.strictObject({
        class: z.string(),
        set: z.record(z.string(), z.json()),
        was,
        ...note,
      }),
    )
    .default([]),
  /** Own bounce rules, before or after the feed's. */
  bounces: z
    .array(z.strictObject({ place: z.enum(['before', 'after']), rule: bounceRuleSchema }))
    .default([]),
  /** Ids of the feed's bounce rules that are not to be used. */
  bouncesOff: z.array(z.string()).default([]),
});

export type OverridesData = z.infer<typeof overridesSchema>;

export const NO_OVERRIDES: OverridesData = {
  v: 1,
  mxRules: [],
  mxFields: [],
  classes: [],
  bounces: [],
  bouncesOff: [],
};
