import type { BounceRuleData } from '../../shared/rules/bounce-schema.ts';
import type { Answer } from '../commands/answer.ts';
import type { Changed } from '../overrides/change.ts';

function meaningText({ type, reason, blame, temporary }: BounceRuleData): string {
  const parts = [type, reason, blame && `blames ${blame}`, temporary && `${temporary} when temporary`];
  return parts.filter((part) => part !== undefined).join(', ');
}

const ruleText = (rule: BounceRuleData): string =>
  [
    `Rule ${rule.id}`,
    ...rule.patterns.map((pattern) => `  pattern  ${pattern}`),
    `  means    ${meaningText(rule)}`,
  ].join('\n');

const LATER = 'Bounces that are kept stay as they were judged; `mxp bounces reclassify` judges them anew.';

/** An own rule, what it changes of the rules in force, and of kept bounces where these were judged by it. */
export function madeAnswer(rule: BounceRuleData, changed: Changed, reclassified: Answer | undefined): Answer {
  const json = {
    rule,
    ...changed.json,
    ...(reclassified ? { reclassified: reclassified.json } : {}),
  };
  const told = [ruleText(rule), changed.text];
  if (reclassified) return { json, text: [...told, '', reclassified.text].join('\n') };
  return { json, text: [...told, ...(changed.json.done ? [LATER] : [])].join('\n') };
}
