import accuracy from '../../rules/accuracy.json' with { type: 'json' };
import type { RuleSet } from '../../shared/rules/rule-set.ts';
import { type AccuracyCard, nameOfBounces } from '../accuracy/card.ts';
import { summary } from '../accuracy/card-text.ts';
import type { Answer } from '../commands/answer.ts';

const NO_CARD = `How right these bounce rules are is not known: they are not those that ship with this MX Pacer.
npm run accuracy -- --file FILE, in its repository, judges your own labelled replies.`;

/** What a rule set holds, and how right its bounce rules are on labelled replies. */
export function showRules(rules: RuleSet, card: AccuracyCard = accuracy): Answer {
  const { version, bounces } = rules;
  const name = nameOfBounces(bounces);
  const sets = card.bounceRules === name ? card.sets : undefined;
  const counts = `${rules.rules.length} MX rules, ${bounces.length} bounce rules (${name})`;
  return {
    json: {
      ruleSet: version,
      mxRules: rules.rules.length,
      bounceRules: { name, rules: bounces.length, ...(sets ? { accuracy: sets } : {}) },
    },
    text: `Rule set ${version}: ${counts}.\n\n${sets ? summary(sets) : NO_CARD}`,
  };
}
