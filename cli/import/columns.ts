import { UserError } from '../user-error.ts';
import { FIELDS, lettersOf } from './fields.ts';

/** Where the cells of a CSV file stand. */
export interface Columns {
  /** The first record names them and is no address itself. */
  readonly header: boolean;
  readonly address: number;
  readonly reason?: number;
  readonly list?: number;
  readonly date?: number;
}

const A_DATE = /^\d{4}-\d\d-\d\d/;

/** Without names: the address is the cell with an @; of the others, what is no date is the reason, as SES writes it. */
function unnamed(cells: readonly string[]): Columns {
  const others = cells.map((cell, at) => ({ cell, at })).filter(({ cell }) => !cell.includes('@'));
  const date = others.find(({ cell }) => A_DATE.test(cell))?.at;
  const reason = others.find(({ at }) => at !== date)?.at;
  return {
    header: false,
    address: cells.findIndex((cell) => cell.includes('@')),
    ...(reason === undefined ? {} : { reason }),
    ...(date === undefined ? {} : { date }),
  };
}

/** Reads the columns off the first record; throws a UserError where none can be the address. */
export function columnsOf(cells: readonly string[], file: string): Columns {
  if (cells.some((cell) => cell.includes('@'))) return unnamed(cells);
  const names = cells.map(lettersOf);
  const columnOf = (wanted: readonly string[]): number =>
    wanted.map((name) => names.indexOf(name)).find((at) => at >= 0) ?? -1;
  const address = cells.length === 1 ? 0 : columnOf(FIELDS.address);
  if (address < 0)
    throw new UserError(
      `${file}: no column is called email, address or recipient; its first line names ${cells.join(', ')}`,
    );
  const others = (['reason', 'list', 'date'] as const).flatMap((field) => {
    const at = columnOf(FIELDS[field]);
    return at < 0 ? [] : [[field, at] as const];
  });
  return { header: true, address, ...Object.fromEntries(others) };
}
