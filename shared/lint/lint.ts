import type { Classifier } from '../bounce/judgement.ts';
import { lintAutomations } from './automations.ts';
import { lintForEngine } from './bounce-engine.ts';
import { lintBounceOrder } from './bounce-order.ts';
import { lintBroken, lintSyntax } from './bounce-syntax.ts';
import type { Finding } from './finding.ts';
import { lintLimits } from './limits.ts';
import { lintAgainst, lintGaps, lintMeaning } from './meaning.ts';
import type { LintModel } from './model.ts';
import { lintMasks } from './mx-masks.ts';
import { lintOperators } from './mx-operators.ts';
import { lintMxOrder } from './mx-order.ts';
import { lintNotes } from './notes.ts';
import { readPatterns } from './patterns.ts';

export interface LintOptions {
  /** Judges by rules that are trusted: rules that are not, are held against it. For other people's files. */
  readonly reference?: Classifier;
}

function lintBounces({ engine, bounces }: LintModel, { reference }: LintOptions): readonly Finding[] {
  const read = readPatterns(engine, bounces);
  const broken = read.filter((pattern) => !pattern.ok);
  const patterns = read.filter((pattern) => pattern.ok);
  return [
    ...broken.flatMap(lintBroken),
    ...patterns.flatMap(lintSyntax),
    ...lintForEngine(engine, bounces, patterns),
    ...lintBounceOrder(engine, bounces, patterns),
    ...lintAutomations(engine, bounces, patterns),
    ...lintGaps(patterns),
    ...(reference ? lintAgainst(reference, patterns) : []),
  ];
}

/**
 * What is wrong, or most likely not meant, in rules: of ours (lintModelOf) and of other systems alike. Every check works by
 * itself, so one fault may be told twice in different words.
 */
export const lint = (model: LintModel, options: LintOptions = {}): readonly Finding[] => [
  ...lintMasks(model),
  ...lintMxOrder(model),
  ...lintOperators(model),
  ...lintLimits(model),
  ...lintMeaning(model),
  ...lintBounces(model, options),
  ...lintNotes(model),
];
