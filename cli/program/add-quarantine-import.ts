import { type Command, Option } from 'commander';
import type { Connection } from '../connection.ts';
import { progressText } from '../import/import-text.ts';
import { IMPORT_LISTS } from '../import/meaning.ts';
import { IMPORT_FORMATS, type ImportFormat } from '../import/rows.ts';
import { runImport } from '../import/run-import.ts';
import { fileSource, type Source, sesSource } from '../import/source.ts';
import { UsageError } from '../user-error.ts';
import { userName } from '../user-name.ts';
import { type ReasonFlag, reasonOption } from './options.ts';
import { progressLine } from './progress.ts';
import type { Call, Shell } from './shell.ts';

interface ImportFlags extends ReasonFlag {
  readonly format?: ImportFormat;
  readonly list?: (typeof IMPORT_LISTS)[number];
  readonly fromSes?: boolean;
  readonly restart?: boolean;
}

const EXAMPLES = `
CSV: a header line with email, address or recipient, and if there are: reason, list, date; or one column of addresses.
JSONL: {"email", "reason"?, "list"?, "date"?} a line. SES: what \`aws sesv2 list-suppressed-destinations\` prints, or its
import's address,reason. A BOUNCE is userUnknown; complaints go to the denylist. A row without a date bears the file's.

An import that broke off goes on where it was; importing again changes nothing. Nothing overwrites what is known.

Examples:
  mxp quarantine import bad-addresses.csv
  mxp quarantine import opted-out.csv --list denylist
  mxp quarantine import --from-ses              the list that SES has now, 1,000 addresses a second
  zcat bad.csv.gz | mxp quarantine import -`;

async function sourceOf({ args, options, io }: Call<ImportFlags>, connection: Connection): Promise<Source> {
  const [file] = args;
  if (file === undefined) return sesSource(connection.suppressionList);
  const { format, reason, list } = options;
  const purpose = [connection.deployment.quarantineTable, reason, list];
  return fileSource(file, io.stdin, { purpose, ...(format ? { format } : {}) });
}

async function importList(call: Call<ImportFlags>) {
  const { args, options, io, connect } = call;
  if ((args[0] === undefined) === (options.fromSes !== true))
    throw new UsageError('name a file (- for standard input), or --from-ses');
  const connection = await connect();
  const source = await sourceOf(call, connection);
  const { draw, clear } = progressLine(io, options);
  try {
    return await runImport(connection, source, {
      by: userName(),
      restart: options.restart === true,
      onProgress: (position) => draw(progressText(position)),
      ...(options.reason ? { reason: options.reason } : {}),
      ...(options.list ? { list: options.list } : {}),
    });
  } finally {
    clear();
  }
}

/** `mxp quarantine import`. */
export function addQuarantineImport(quarantine: Command, shell: Shell): void {
  const command = quarantine
    .command('import')
    .summary('known-bad addresses of another system')
    .description(
      'Lists the addresses of a file: the known-bad ones of the system you come from, before the first mail.',
    )
    .argument('[file]', 'the file, - for standard input')
    .addOption(
      new Option('--format <format>', 'how it is written; told from its beginning otherwise').choices(
        IMPORT_FORMATS,
      ),
    )
    .addOption(reasonOption('of rows that name none'))
    .addOption(new Option('--list <list>', 'of rows that name none').choices(IMPORT_LISTS))
    .addOption(new Option('--from-ses', "read SES's own list instead of a file").conflicts('format'))
    .option('--restart', 'from the first row, also where an import broke off')
    .addHelpText('after', EXAMPLES);
  shell.does<ImportFlags>(command, importList);
}
