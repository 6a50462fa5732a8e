import type { TextLine } from './text-lines.ts';

/** One record of a CSV file; `cells` is absent where it could not be read. */
export interface CsvRecord {
  /** The line it begins on. */
  readonly line: number;
  readonly cells?: readonly string[];
}

/** A quoted cell may hold line ends; one that goes on for longer has lost its closing quote. */
const MOST_LINES = 50;

/** RFC 4180 has commas; spreadsheets of many countries write semicolons, and tabs are common. */
const DELIMITER = /[,;\t]/;

/** The separator of a file, by its first line outside quotes. */
export const delimiterOf = (firstLine: string): string =>
  DELIMITER.exec(firstLine.replace(/"[^"]*"/g, ''))?.[0] ?? ',';

/** From the text after an opening quote: the cell, and where it ends; undefined while the closing quote is to come. */
function quotedCell(text: string, from: number): { readonly cell: string; readonly end: number } | undefined {
  let cell = '';
  for (let at = from; ; ) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return undefined;
    cell += text.slice(at, quote);
    if (text[quote + 1] !== '"') return { cell, end: quote + 1 };
    cell += '"';
    at = quote + 2;
  }
}

/** The cells of one record (RFC 4180 §2); undefined while a quoted cell is still open. */
export function readCells(text: string, delimiter: string): readonly string[] | undefined {
  const cells: string[] = [];
  for (let at = 0; at <= text.length; ) {
    const quoted = text[at] === '"' ? quotedCell(text, at + 1) : { cell: '', end: at };
    if (!quoted) return undefined;
    const next = text.indexOf(delimiter, quoted.end);
    const end = next < 0 ? text.length : next;
    cells.push(quoted.cell + text.slice(quoted.end, end));
    at = end + 1;
  }
  return cells;
}

/** Reads what can be read of the lines so far; the rest is a record that is still open, for at most `most` lines. */
function take(
  pending: readonly TextLine[],
  delimiter: string,
  most: number,
): { readonly records: readonly CsvRecord[]; readonly rest: readonly TextLine[] } {
  const records: CsvRecord[] = [];
  let from = 0;
  let count = 1;
  while (from + count <= pending.length) {
    const lines = pending.slice(from, from + count);
    const [first, last] = [lines[0], lines.at(-1)];
    if (!first || !last) break;
    const cells =
      last.text === undefined ? undefined : readCells(lines.map(({ text }) => text).join('\n'), delimiter);
    const lost = last.text === undefined || (!cells && count >= most);
    if (cells ? first.text?.trim() !== '' : lost)
      records.push({ line: first.number, ...(cells ? { cells } : {}) });
    if (cells || lost) {
      from += cells ? count : 1;
      count = 1;
    } else count += 1;
  }
  return { records, rest: pending.slice(from) };
}

/** The records of a CSV file; empty lines are left out. A lost quote costs the line that it stands on, not those below. */
export async function* csvRecords(
  lines: AsyncIterable<TextLine>,
  delimiter: string,
): AsyncGenerator<CsvRecord> {
  let open: readonly TextLine[] = [];
  for await (const line of lines) {
    const { records, rest } = take([...open, line], delimiter, MOST_LINES);
    yield* records;
    open = rest;
  }
  while (open.length > 0) {
    const { records, rest } = take(open, delimiter, open.length);
    yield* records;
    open = rest;
  }
}
