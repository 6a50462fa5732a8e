import type { BounceRuleData } from '../rules/bounce-schema.ts';
import { createClassifier } from './create-classifier.ts';
import { BouncePatternError, compilePatterns } from './find-rule.ts';
import type { Classifier } from './judgement.ts';

/** A host that fits the rule's first mask: its examples are replies of such a host. */
const hostOf = ({ mx }: BounceRuleData): string | undefined =>
  mx?.[0]?.replaceAll('*', 'x').replaceAll('?', 'x');

/** Which rule decides a reply as if a host of `rule` had said it. */
function takerOf(classifier: Classifier, rule: BounceRuleData, text: string): string | undefined {
  const mxHost = hostOf(rule);
  return classifier.judge({ text, ...(mxHost === undefined ? {} : { mxHost }) }).rule;
}

function checkExamples(classifier: Classifier, rule: BounceRuleData): readonly string[] {
  const name = `bounce rule '${rule.id}'`;
  const lost = rule.examples.flatMap((text) => {
    const taker = takerOf(classifier, rule, text);
    if (taker === rule.id) return [];
    return [
      `${name}: example '${text}' ${taker === undefined ? 'fits no rule' : `goes to bounce rule '${taker}'`}`,
    ];
  });
  const wrong = (rule.not ?? [])
    .filter((text) => takerOf(classifier, rule, text) === rule.id)
    .map((text) => `${name}: '${text}' under not goes to this rule all the same`);
  return [...lost, ...wrong];
}

/** Only an unknown user is hard (see create-classifier.ts), so any other hard rule would not do what it says. */
const checkType = ({ id, type, reason }: BounceRuleData): readonly string[] =>
  type === 'hard' && reason !== 'userUnknown'
    ? [`bounce rule '${id}': type hard is for reason userUnknown alone; make it soft`]
    : [];

function patternProblem(rule: BounceRuleData): readonly string[] {
  try {
    compilePatterns([rule]);
    return [];
  } catch (error) {
    if (!(error instanceof BouncePatternError)) throw error;
    return [error.message];
  }
}

/**
 * What is wrong with bounce rules that fit the schema: patterns that do not compile, and replies that another rule decides
 * than they are an example of.
 */
export function checkBounceRules(rules: readonly BounceRuleData[]): readonly string[] {
  const broken = rules.flatMap(patternProblem);
  if (broken.length > 0) return broken;
  const classifier = createClassifier(rules);
  return rules.flatMap((rule) => [...checkType(rule), ...checkExamples(classifier, rule)]);
}
