import { foldReply } from '../bounce/fold.ts';
import type { BounceRuleData } from '../rules/bounce-schema.ts';

/** A bounce rule one of whose examples is worded like a text. */
export interface Nearest {
  readonly rule: BounceRuleData;
  /** Of all words of the two, the share that both have (Jaccard index), 0 to 1. */
  readonly likeness: number;
}

/** Less is a chance: every reply has `the`, `mail` and `message` in it. */
const LEAST_LIKENESS = 0.25;

/** Words of letters, two at least; names, numbers and codes say nothing. */
const wordsOf = (text: string): ReadonlySet<string> => new Set(foldReply(text).match(/\p{L}{2,}/gu) ?? []);

const examples = new WeakMap<BounceRuleData, readonly ReadonlySet<string>[]>();

/** The words of a rule's examples, read once however many texts are held against them. */
function examplesOf(rule: BounceRuleData): readonly ReadonlySet<string>[] {
  const known = examples.get(rule) ?? rule.examples.map(wordsOf);
  examples.set(rule, known);
  return known;
}

function likenessOf(some: ReadonlySet<string>, others: ReadonlySet<string>): number {
  const shared = [...some].filter((word) => others.has(word)).length;
  const all = some.size + others.size - shared;
  return all === 0 ? 0 : shared / all;
}

/** The rule that has the example most like the text; undefined where none is like it. */
export function nearestRule(text: string, rules: readonly BounceRuleData[]): Nearest | undefined {
  const words = wordsOf(text);
  let best: Nearest | undefined;
  for (const rule of rules)
    for (const example of examplesOf(rule)) {
      const likeness = likenessOf(words, example);
      if (likeness >= LEAST_LIKENESS && likeness > (best?.likeness ?? 0)) best = { rule, likeness };
    }
  return best;
}
