import type { Finding } from '../lint/finding.ts';
import { lint } from '../lint/lint.ts';
import type { LintModel } from '../lint/model.ts';
import { ambiguousWords, type Evidence, rejectedTooSoon, takenReplies } from './decided-replies.ts';
import type { Imported } from './import-rules.ts';
import { proofsOf } from './proofs.ts';

const isSamePlace = (one: Finding, other: Finding): boolean =>
  one.code === other.code && one.rule === other.rule && one.line === other.line;

const isOf = (code: Finding['code'], { rule }: Finding, findings: readonly Finding[]): boolean =>
  findings.some((other) => other.code === code && other.rule === rule);

/**
 * What a proof says better. That letters' case matters is a fault only where a reply proves it: many patterns are the
 * very words of one provider. An example that is lost is the proof's own reply.
 */
function isReplaced(finding: Finding, proven: readonly Finding[]): boolean {
  if (finding.code === 'bounce-case-trap') return true;
  if (finding.code === 'bounce-never-matches-example')
    return isOf('bounce-double-escape', finding, proven) || isOf('bounce-paren-unescaped', finding, proven);
  return proven.some((other) => isSamePlace(finding, other));
}

const IS_TAKEN = /^bounce-(?:covered|repeated|shadowed)$/;

const isTaken = ({ code }: Finding): boolean => IS_TAKEN.test(code);

/** A rule of which each pattern is taken by one before decides nothing: no doubt is left then. */
function withDeadRules({ bounces }: LintModel, findings: readonly Finding[]): readonly Finding[] {
  const taken = Map.groupBy(findings.filter(isTaken), ({ rule }) => rule ?? '');
  const isDead = (id: string): boolean => {
    const patterns = bounces.find((rule) => rule.id === id)?.patterns ?? [];
    const lines = new Set(taken.get(id)?.map(({ line }) => line));
    return patterns.length > 0 && patterns.every(({ where }) => lines.has(where?.line));
  };
  return findings.map((finding) =>
    isTaken(finding) && isDead(finding.rule ?? '') ? { ...finding, severity: 'error' } : finding,
  );
}

function lintModel(model: LintModel, evidence: Evidence): readonly Finding[] {
  const plain = lint(model, { reference: evidence.reference });
  const proven = [
    ...proofsOf(model, evidence.replies),
    ...rejectedTooSoon(model, evidence),
    ...ambiguousWords(model, evidence),
  ];
  const kept = [...plain.filter((finding) => !isReplaced(finding, proven)), ...proven];
  const taken = takenReplies(model, evidence).filter(
    ({ rule, line }) => !kept.some((other) => isTaken(other) && other.rule === rule && other.line === line),
  );
  return [...withDeadRules(model, kept), ...taken];
}

/** What the linter finds in rules of another system, with replies that prove it where there are any; by file and line. */
export const lintImported = (
  { models, faults }: Pick<Imported, 'models' | 'faults'>,
  evidence: Evidence,
): readonly Finding[] =>
  [...faults, ...models.flatMap((model) => lintModel(model, evidence))].toSorted(
    (one, other) => (one.file ?? '').localeCompare(other.file ?? '') || (one.line ?? 0) - (other.line ?? 0),
  );
