import type { Finding } from '../../shared/lint/finding.ts';
import type { Answer } from './answer.ts';

/** `1 error`, `2 errors`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** `3 errors, 1 warning`. */
export function findingsSummary(findings: readonly Finding[]): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return `${count(errors, 'error')}, ${count(findings.length - errors, 'warning')}`;
}

/** One finding under the name of its file: place, severity, code, then the sentence and the way out. */
const entryOf = ({ line, severity, code, message, advice }: Finding): string =>
  [
    `  ${line === undefined ? '' : `${line}: `}${severity} ${code}`,
    `      ${message}`,
    `      → ${advice}`,
  ].join('\n');

const byLine = (one: Finding, other: Finding): number => (one.line ?? 0) - (other.line ?? 0);

/** Findings by file in the order of lines; `nameless` is what the rules are called that no file is known of. */
export function findingsText(findings: readonly Finding[], nameless: string): string {
  const files = Map.groupBy(findings, ({ file }) => file ?? nameless);
  return [...files]
    .map(([file, own]) => [file, ...own.toSorted(byLine).map(entryOf)].join('\n'))
    .join('\n\n');
}

/** All findings and a last line that counts them; failed on errors, with `strict` on warnings too. */
export function findingsAnswer(
  findings: readonly Finding[],
  { checked, strict }: { readonly checked: string; readonly strict: boolean },
): Answer {
  const failed = findings.some(({ severity }) => strict || severity === 'error');
  const summary = `${checked}: ${findings.length === 0 ? 'nothing found' : findingsSummary(findings)}.`;
  const text = findings.length === 0 ? summary : `${findingsText(findings, checked)}\n\n${summary}`;
  return { json: findings, text, failed };
}
