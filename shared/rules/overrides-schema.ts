import * as z from 'zod';
import { bounceRuleSchema } from './bounce-schema.ts';
import { mxRuleSchema } from './schema.ts';

/** Fields of an MX rule that a deployment may set over the feed's; `null` takes an optional field away. */
const mxFields = mxRuleSchema.omit({ id: true, examples: true, source: true }).partial();

/** A value as the feed had it when the override was made: what a later change of the feed is told by. */
const was = z.record(z.string(), z.json());

/** What a deployment changes of its feed, format 1; it survives every synchronisation. */
export const overridesSchema = z.strictObject({
  v: z.literal(1),
  /** Own MX rules; they come before the feed's rule of that id, or before all of them. */
  mxRules: z.array(z.strictObject({ before: z.string().optional(), rule: mxRuleSchema })).default([]),
  /** Single fields of the feed's MX rules. */
  mxFields: z
    .array(z.strictObject({ rule: z.string(), set: mxFields, was, why: z.string().max(300).optional() }))
    .default([]),
  /** Fields of classes: rate, connections, messagesPerConnection. */
  classes: z
    .array(
      z.strictObject({
        class: z.string(),
        set: z.record(z.string(), z.json()),
        was,
        why: z.string().max(300).optional(),
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
