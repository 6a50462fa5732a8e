import type { FailureReason } from '../../shared/outcome/event.ts';
import type { Answer } from '../commands/answer.ts';
import type { Connection } from '../connection.ts';
import { importAddresses } from './import-addresses.ts';
import { importedAnswer, type Position } from './import-text.ts';
import type { List } from './meaning.ts';
import type { Source } from './source.ts';

/** What importing needs of a connection. */
export type Importing = Pick<Connection, 'quarantine' | 'addressKeys' | 'rules' | 'clock' | 'random'>;

/** How a source is imported. */
export interface ImportRun {
  readonly by: string;
  readonly reason?: FailureReason;
  readonly list?: List;
  /** Begins at the first row whatever an import before has done. */
  readonly restart: boolean;
  readonly onProgress: (position: Position) => void;
}

/** Imports a list into quarantine and denylist; answers what became of its rows. */
export async function runImport(connection: Importing, source: Source, run: ImportRun): Promise<Answer> {
  const { clock, addressKeys, rules } = connection;
  const [keyOf, { current }] = await Promise.all([addressKeys.open(), rules.active()]);
  if (run.restart) await source.checkpoint.remove();
  const { rows: resumed } = (await source.checkpoint.load()) ?? { rows: 0 };
  const now = clock.now();
  const imported = await importAddresses({ ...connection, keyOf, policy: current.quarantine }, source.rows, {
    defaults: {
      by: `${run.by}, import of ${source.name}`,
      at: source.at ?? now,
      now,
      ...(run.reason ? { reason: run.reason } : {}),
      ...(run.list ? { list: run.list } : {}),
    },
    checkpoint: source.checkpoint,
    onProgress: (rows) => {
      const share = source.share();
      const position = { rows, done: rows - resumed, elapsed: clock.now() - now };
      run.onProgress({ ...position, ...(share === undefined ? {} : { share }) });
    },
  });
  return importedAnswer(imported, source.name);
}
