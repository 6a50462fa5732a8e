import { table } from '../../../cli/table.ts';
import { FAILURE_REASONS, type FailureReason } from '../../../shared/outcome/event.ts';
import type { Compared, Confusion } from '../audit/verdicts.ts';
import { cutTo } from '../text.ts';

const COLUMNS = 100;
const MOST_WRONG = 5;

const meaning = ({ type, reason }: { readonly type: string; readonly reason: string }): string =>
  `${reason} ${type}`;

function wrongLines({ truth, verdict, reply }: Compared): readonly string[] {
  const found = verdict ? meaning(verdict) : 'no reason';
  return [cutTo(`  ${reply}`, COLUMNS), `    → ${found}, but it means ${meaning(truth)}`];
}

/** Rows are what the providers meant, columns what we found. */
export function confusionTable({ counts }: Confusion): string {
  const found = FAILURE_REASONS.filter((reason) => counts[reason] !== undefined);
  const others = Object.values(counts).some((row) => row && 'none' in row) ? ['none'] : [];
  const heads = ['PROVIDERS MEANT', ...found, ...others];
  const cell = (row: Readonly<Record<string, number>> | undefined, column: string) =>
    row?.[column] === undefined ? '–' : String(row[column]);
  const rowOf = (reason: FailureReason) => [
    reason,
    ...[...found, ...others].map((column) => cell(counts[reason], column)),
  ];
  return table(heads, found.map(rowOf));
}

/** What was found wrong, each text once. */
export function wrongVerdicts({ wrong }: Confusion): readonly string[] {
  const lines = wrong.slice(0, MOST_WRONG).flatMap(wrongLines);
  return wrong.length > MOST_WRONG ? [...lines, `  … and ${wrong.length - MOST_WRONG} more texts`] : lines;
}
