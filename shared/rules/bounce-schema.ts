import * as z from 'zod';
import { BLAMES, FAILURE_REASONS, FAILURE_TYPES } from '../outcome/event.ts';
import { maskProblem } from './mask.ts';

const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be 1–64 of a–z, 0–9 and -, starting with no -');

const mask = z.string().superRefine((text, context) => {
  const problem = maskProblem(text);
  if (problem) context.addIssue({ code: 'custom', message: problem });
});

const reply = z.string().min(1).max(2_000);

/**
 * One bounce rule. Its patterns are regular expressions of linear time (RE2 syntax: no look-around, no back-references),
 * searched for in the folded text: lower case, accents off, one space for any white space; see bounce/fold.ts.
 */
export const bounceRuleSchema = z
  .strictObject({
    id,
    /** Any one of them. */
    patterns: z.array(z.string().min(3).max(500)).min(1, 'must have at least one pattern'),
    /** Only replies of these MX hosts; without a known host the rule is passed over. */
    mx: z.array(mask).min(1).optional(),
    type: z.enum(FAILURE_TYPES),
    reason: z.enum(FAILURE_REASONS).optional(),
    blame: z.enum(BLAMES).optional(),
    /** The reason in place of `reason` where the reply is temporary: 4xx, or a status 4.x.x. */
    temporary: z.enum(FAILURE_REASONS).optional(),
    /** Replies that this rule must decide, and replies that it must not. */
    examples: z.array(reply).min(1, 'must have at least one example'),
    not: z.array(reply).optional(),
    source: z.string().trim().min(1).max(1_000),
  })
  .refine(({ type, reason }) => type === 'ignored' || reason !== undefined, {
    error: 'a failure needs a reason; only type ignored has none',
  });

export type BounceRuleData = z.infer<typeof bounceRuleSchema>;
