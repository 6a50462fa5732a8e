import { createClassifier } from '../bounce/create-classifier.ts';
import { BouncePatternError, compilePatterns } from '../bounce/find-rule.ts';
import { samplesOf } from '../lint/pattern-samples.ts';
import { readPattern } from '../lint/pattern-tree.ts';
import type { BounceRuleData } from '../rules/bounce-schema.ts';
import type { NoCounterpart, Place } from './no-counterpart.ts';
import type { Verdict } from './verdict.ts';

/** A pattern of an imported file, and replies that its comments say it is for. */
export interface ImportedPattern extends Place {
  readonly text: string;
  readonly replies: readonly string[];
}

/** Patterns that say the same, in the order of the file. */
export interface ImportedGroup {
  readonly id: string;
  readonly verdict: Verdict;
  readonly patterns: readonly ImportedPattern[];
  readonly source: string;
}

const SHORTEST = 3;
const LONGEST = 500;
const MOST_EXAMPLES = 3;

/** Why our rules cannot hold a pattern; undefined where they can. */
function patternProblem(text: string): string | undefined {
  if (text.length < SHORTEST) return `a pattern has ${SHORTEST} characters at least`;
  if (text.length > LONGEST) return `a pattern has ${LONGEST} characters at most`;
  try {
    compilePatterns([{ id: 'x', patterns: [text], type: 'ignored', examples: ['x'], source: 'x' }]);
    return undefined;
  } catch (error) {
    if (!(error instanceof BouncePatternError)) throw error;
    return 'it is no regular expression of linear time (no look-around, no back-references)';
  }
}

/** Replies made of a pattern: the least that it matches, with words after it, and with no two spaces in a row, which folding takes. */
function madeOf(text: string): readonly string[] {
  const tree = readPattern(text);
  const samples = (tree ? samplesOf(tree) : []).filter((sample) => sample.trim() !== '');
  return samples.flatMap((sample) => [sample.trim(), `${sample}made up`, sample.replaceAll('  ', ', ')]);
}

/** A pattern for temporary replies alone. */
function isTemporary(text: string): boolean {
  const made = madeOf(text);
  return made.length > 0 && made.every((reply) => /^4/.test(reply));
}

/** Why a pattern cannot have a verdict; undefined where it can. */
const verdictProblem = (text: string, { type }: Verdict): string | undefined =>
  type === 'hard' && isTemporary(text)
    ? 'a temporary reply is no evidence of an unknown user; its codes say what it is'
    : undefined;

/** Replies of the file that the rule decides by itself; else one made of a pattern. */
function examplesOf(rule: BounceRuleData, patterns: readonly ImportedPattern[]) {
  const { judge } = createClassifier([rule]);
  const isOurs = (text: string): boolean => judge({ text }).rule === rule.id;
  const said = patterns.flatMap(({ replies }) => replies).filter(isOurs);
  if (said.length > 0) return { examples: said.slice(0, MOST_EXAMPLES), isMadeUp: false };
  const made = patterns.flatMap(({ text }) => madeOf(text)).find(isOurs);
  return made === undefined ? undefined : { examples: [made], isMadeUp: true };
}

const leftOut = ({ file, line }: Place, text: string, why: string): NoCounterpart => ({
  file,
  line,
  what: `pattern '${text}'`,
  why,
});

export interface ImportedBounces {
  readonly rules: readonly BounceRuleData[];
  readonly missing: readonly NoCounterpart[];
}

/** One rule of ours of a group; a pattern that our engine does not take is left out. */
export function bounceRuleOf({ id, verdict, patterns, source }: ImportedGroup): ImportedBounces {
  const judged = patterns.map((pattern) => ({
    pattern,
    problem: patternProblem(pattern.text) ?? verdictProblem(pattern.text, verdict),
  }));
  const missing = judged.flatMap(({ pattern, problem }) =>
    problem === undefined ? [] : [leftOut(pattern, pattern.text, problem)],
  );
  const kept = judged.flatMap(({ pattern, problem }) => (problem === undefined ? [pattern] : []));
  const [first] = kept;
  if (!first) return { rules: [], missing };
  const rule: BounceRuleData = {
    id,
    patterns: [...new Set(kept.map(({ text }) => text))],
    ...verdict,
    examples: [''],
    source,
  };
  const found = examplesOf(rule, kept);
  if (!found)
    return {
      rules: [],
      missing: [...missing, leftOut(first, first.text, 'no reply is known or can be made that it matches')],
    };
  const note = found.isMadeUp ? ' The example is made of a pattern: put a real reply in its place.' : '';
  return { rules: [{ ...rule, examples: [...found.examples], source: `${source}.${note}` }], missing };
}
