import { foldReply } from '../bounce/fold.ts';
import { createLiteralIndex } from '../bounce/literal-index.ts';
import { compileGlob } from '../rules/glob.ts';
import type { LintBounceRule, LintEngine } from './model.ts';
import type { ReadPattern } from './patterns.ts';

/** A host that a rule's examples came from; undefined when it is for all. */
const hostOf = ({ mx }: LintBounceRule): string | undefined =>
  mx?.[0]?.replaceAll('*', 'x').replaceAll('?', 'x');

/** An earlier rule sees the replies that a later one is for: it is for all hosts, or for the later one's. */
function isForRepliesOf(early: LintBounceRule, late: LintBounceRule): boolean {
  if (early.provider !== undefined && early.provider !== late.provider) return false;
  const host = hostOf(late);
  return early.mx === undefined || (host !== undefined && early.mx.some((mask) => compileGlob(mask)(host)));
}

/** Finds the first pattern before place `upTo`, of another rule than `late`, that is in a reply to it and in all `others`. */
export type FindEarlierPattern = (
  late: LintBounceRule,
  upTo: number,
  reply: string,
  others?: readonly string[],
) => ReadPattern | undefined;

/** One pass over the reply finds the patterns worth trying; thousands cost little more than a few. */
export function createFindEarlierPattern(
  { isFolded }: LintEngine,
  patterns: readonly ReadPattern[],
): FindEarlierPattern {
  const always = patterns.flatMap(({ calledBy }, at) => (calledBy ? [] : [at]));
  const called = new Map<string, number[]>();
  for (const [at, { calledBy = [] }] of patterns.entries())
    for (const text of calledBy) {
      const known = called.get(text);
      if (known) known.push(at);
      else called.set(text, [at]);
    }
  const calls = [...called.values()];
  const index = createLiteralIndex([...called.keys()]);
  return (late, upTo, reply, others = []) => {
    const seen = (isFolded ? foldReply(reply) : reply).toLowerCase();
    const some = new Set([...always, ...index.search(seen).flatMap((literal) => calls[literal] ?? [])]);
    const places = [...some].filter((at) => at < upTo).sort((a, b) => a - b);
    for (const at of places) {
      const early = patterns[at];
      if (!early || early.rule.id === late.id || !isForRepliesOf(early.rule, late)) continue;
      if (early.isIn(reply) && others.every(early.isIn)) return early;
    }
    return undefined;
  };
}
