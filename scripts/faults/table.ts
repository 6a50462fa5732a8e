import { table } from '../../cli/table.ts';
import type { Row } from './audit.ts';

const HEADS = [
  'FAULT',
  'INJECTED',
  'MAILS',
  'HANDED OVER',
  'WAITING',
  'IN DOUBT',
  'DOUBLED',
  'LOST',
  'RECOVERY',
  'VERDICT',
] as const;

const cellsOf = (row: Row): readonly string[] => [
  row.fault,
  ...[row.injected, row.mails, row.handedOver, row.waiting, row.inDoubt, row.doubled, row.lost].map(String),
  `${row.recoverySeconds} s`,
  row.wrong.length === 0 ? 'as stated' : 'NOT AS STATED',
];

/** The table, and below it what is not as stated. */
export function faultTable(rows: readonly Row[]): string {
  const wrong = rows.flatMap(({ fault, wrong: all }) => all.map((one) => `${fault}: ${one}`));
  return [table(HEADS, rows.map(cellsOf)), ...(wrong.length > 0 ? ['', ...wrong] : [])].join('\n');
}
