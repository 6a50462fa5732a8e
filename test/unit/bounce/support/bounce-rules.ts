import type { BounceRuleData } from '../../../../shared/rules/bounce-schema.ts';

/** A rule of soft refusals with these patterns; its example is the first of them. */
export const bounceRule = (
  id: string,
  patterns: readonly string[],
  more: Partial<BounceRuleData> = {},
): BounceRuleData => ({
  id,
  patterns: [...patterns],
  type: 'soft',
  reason: 'refused',
  examples: [patterns[0] ?? ''],
  source: 'made up',
  ...more,
});
