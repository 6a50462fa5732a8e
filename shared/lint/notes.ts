import type { Finding } from './finding.ts';
import { found } from './found.ts';
import type { LintBounceRule, LintModel, LintMxRule } from './model.ts';

/** What people write when they owe a source. */
const NO_SOURCE = /^\W*(?:to ?do|tbd|fixme|unknown|none|n\/a|source|x+)?\W*$/i;

function lintSource({ id, source = '', where }: LintMxRule | LintBounceRule): readonly Finding[] {
  if (!NO_SOURCE.test(source)) return [];
  const message = `rule '${id}' does not say where it comes from`;
  const advice =
    'Write the source note: whose MX these are, who publishes the numbers, where the reply was seen.';
  return [found('source-missing', { message, advice, rule: id, where })];
}

function lintExample({ id, examples, where }: LintMxRule | LintBounceRule): readonly Finding[] {
  if (examples.length > 0) return [];
  const message = `rule '${id}' has no example, so nobody sees when it stops to match`;
  return [
    found('example-missing', {
      message,
      advice: 'Add a real host or reply that it is for.',
      rule: id,
      where,
    }),
  ];
}

/** What a reviewer needs beside the rule itself, where the format has room for it. */
export const lintNotes = ({ engine, mx, bounces }: LintModel): readonly Finding[] =>
  [...mx, ...bounces].flatMap((rule) => [
    ...(engine.hasSources ? lintSource(rule) : []),
    ...(engine.hasExamples ? lintExample(rule) : []),
  ]);
