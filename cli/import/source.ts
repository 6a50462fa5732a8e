import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import type { SuppressionList } from '../../shared/ports/suppression-list.ts';
import type { EpochMillis } from '../../shared/time/units.ts';
import { type Checkpoint, createCheckpoint, NO_CHECKPOINT } from './checkpoint.ts';
import type { Row } from './fields.ts';
import { openInput } from './input.ts';
import { type ImportFormat, readRows } from './rows.ts';

/** A list of addresses to import. */
export interface Source {
  /** For people, and kept with each address. */
  readonly name: string;
  readonly rows: AsyncIterable<Row>;
  readonly checkpoint: Checkpoint;
  /** The time of rows without one; absent: the present. */
  readonly at?: EpochMillis;
  /** How much of it is read, 0 to 1; undefined where its size is unknown. */
  share(): number | undefined;
}

/** A file, or `stdin` for `-`. `purpose` is what makes an import of the same file another one. */
export async function fileSource(
  file: string,
  stdin: Readable,
  { format, purpose }: { readonly format?: ImportFormat; readonly purpose: unknown },
): Promise<Source> {
  const input = await openInput(file, stdin);
  const size = input.file?.size;
  return {
    name: file === '-' ? 'standard input' : basename(file),
    rows: readRows(input, format),
    checkpoint: createCheckpoint(input, [purpose, format]),
    ...(input.file ? { at: input.file.modifiedAt } : {}),
    share: () => (size ? Math.min(1, input.bytesRead() / size) : undefined),
  };
}

async function* suppressedRows(list: SuppressionList): AsyncGenerator<Row> {
  let line = 0;
  for await (const { address, reason, since } of list.all()) {
    line += 1;
    yield { line, address, reason, date: since };
  }
}

/** The live list at SES, a thousand addresses a second. */
export const sesSource = (list: SuppressionList): Source => ({
  name: "SES's suppression list",
  rows: suppressedRows(list),
  checkpoint: NO_CHECKPOINT,
  share: () => undefined,
});
