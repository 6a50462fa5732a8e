import type { RuleSet } from '../rules/rule-set.ts';
import { createClassifier } from './create-classifier.ts';
import type { Classifier } from './judgement.ts';

const made = new WeakMap<RuleSet, Classifier>();

/** The classifier of a rule set; made once, for that takes longer than thousands of judgements. */
export function classifierOf(rules: RuleSet): Classifier {
  const known = made.get(rules) ?? createClassifier(rules.bounces);
  made.set(rules, known);
  return known;
}
