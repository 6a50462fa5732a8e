import type { Io } from '../program/shell.ts';

/** Writes rows as they come: memory does not grow with their number, and a slow reader is waited for. */
export async function writeRows<T>(
  { out, drained }: Pick<Io, 'out' | 'drained'>,
  rows: AsyncIterable<T>,
  textOf: (row: T, at: number) => string,
): Promise<number> {
  let count = 0;
  for await (const row of rows) {
    out(textOf(row, count));
    count += 1;
    await drained?.();
  }
  return count;
}
