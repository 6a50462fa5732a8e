import type { Connection } from '../connection.ts';
import type { Io } from '../program/shell.ts';
import { listed, listedJson } from './list.ts';
import type { Filter, Listed } from './listed.ts';
import { writeRows } from './stream.ts';

export const EXPORT_FORMATS = ['csv', 'jsonl'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const COLUMNS = ['address', 'list', 'reason', 'since', 'until'] as const;

/** RFC 4180 §2: a local part may hold quotes and commas. */
const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function csvLine(one: Listed): string {
  const { key: _key, ...row } = listedJson(one);
  return COLUMNS.map((column) => cell(row[column] ?? '')).join(',');
}

function jsonLine(one: Listed): string {
  const { key: _key, ...row } = listedJson(one);
  return JSON.stringify(row);
}

const ALL: Filter = { lists: ['quarantine', 'denylist', 'allowlist'] };

/** Counts what is passed over. */
async function* withAddress(rows: AsyncIterable<Listed>, onForgotten: () => void): AsyncGenerator<Listed> {
  for await (const one of rows) {
    if (one.address === undefined) onForgotten();
    else yield one;
  }
}

/** What was written, and how many rows have no address to write: it was forgotten. */
export interface Exported {
  readonly rows: number;
  readonly forgotten: number;
}

/** Writes every address of quarantine, denylist and allowlist in a form that `mxp quarantine import` reads. */
export async function exportAll(
  connection: Pick<Connection, 'addresses' | 'clock'>,
  io: Pick<Io, 'out' | 'drained'>,
  format: ExportFormat,
): Promise<Exported> {
  let forgotten = 0;
  const rows = withAddress(listed(connection, ALL), () => {
    forgotten += 1;
  });
  if (format === 'csv') io.out(`${COLUMNS.join(',')}\r\n`);
  const textOf =
    format === 'csv' ? (one: Listed) => `${csvLine(one)}\r\n` : (one: Listed) => `${jsonLine(one)}\n`;
  return { rows: await writeRows(io, rows, textOf), forgotten };
}
