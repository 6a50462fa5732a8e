import { UserError } from '../user-error.ts';
import { type Columns, columnsOf } from './columns.ts';
import { csvRecords, delimiterOf } from './csv-records.ts';
import { decoded, type Row } from './fields.ts';
import type { Input } from './input.ts';
import { jsonObjects } from './json-objects.ts';
import { namesAnAddress, rowOfJson } from './json-row.ts';
import { textLines } from './text-lines.ts';

/** How a list of addresses is written; `ses` is what the AWS CLI and SES's own import have, JSON or CSV. */
export const IMPORT_FORMATS = ['csv', 'jsonl', 'ses'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

function rowOfCells(line: number, cells: readonly string[], columns: Columns): Row {
  const cell = (at: number | undefined): string | undefined =>
    at === undefined ? undefined : decoded(cells[at] ?? '').trim() || undefined;
  const address = cell(columns.address);
  if (address === undefined) return { line, problem: 'it has no address' };
  const [reason, list, date] = [cell(columns.reason), cell(columns.list), cell(columns.date)];
  return {
    line,
    address,
    ...(reason ? { reason } : {}),
    ...(list ? { list } : {}),
    ...(date ? { date } : {}),
  };
}

async function* csvRows({ name, head, chunks }: Input): AsyncGenerator<Row> {
  const delimiter = delimiterOf(head.split(/\r?\n/, 1)[0] ?? '');
  let columns: Columns | undefined;
  for await (const { line, cells } of csvRecords(textLines(chunks), delimiter)) {
    const isFirst = columns === undefined;
    if (isFirst && !cells) throw new UserError(`${name}: line ${line} could not be read as CSV`);
    columns ??= columnsOf((cells ?? []).map(decoded), name);
    if (isFirst && columns.header) continue;
    yield cells
      ? rowOfCells(line, cells, columns)
      : { line, problem: 'it is too long, or a quote does not end' };
  }
}

async function* jsonLines(chunks: AsyncIterable<string>): AsyncGenerator<Row> {
  for await (const { number, text } of textLines(chunks))
    if (text?.trim() !== '') yield rowOfJson(number, text);
}

async function* jsonElements(chunks: AsyncIterable<string>): AsyncGenerator<Row> {
  for await (const { line, text } of jsonObjects(chunks)) yield rowOfJson(line, text);
}

const isJson = (head: string): boolean => /^\s*[[{]/.test(head);

/** One object a line, by the first. */
const isJsonLines = (head: string): boolean => namesAnAddress(head.trimStart().split('\n', 1)[0] ?? '');

/** What an input is written in, by how it begins. */
export function formatOf(head: string): ImportFormat {
  if (!isJson(head)) return 'csv';
  return isJsonLines(head) ? 'jsonl' : 'ses';
}

/** Reads a list of addresses row by row; throws a UserError when it is none. */
export function readRows(input: Input, format: ImportFormat = formatOf(input.head)): AsyncGenerator<Row> {
  const { head, chunks } = input;
  if (format === 'csv' || (format === 'ses' && !isJson(head))) return csvRows(input);
  return format === 'jsonl' || isJsonLines(head) ? jsonLines(chunks) : jsonElements(chunks);
}
