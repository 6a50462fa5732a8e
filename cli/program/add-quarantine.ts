import { type Command, Option } from 'commander';
import type { OperatorAct } from '../../shared/quarantine/entry.ts';
import { counted } from '../count-text.ts';
import { add } from '../quarantine/add.ts';
import { addressOf } from '../quarantine/address.ts';
import { EXPORT_FORMATS, type ExportFormat, exportAll } from '../quarantine/export.ts';
import { listed, writeList } from '../quarantine/list.ts';
import { domainOf, type Filter, type ListName } from '../quarantine/listed.ts';
import { dossierAnswer, readDossier } from '../quarantine/show.ts';
import { userName } from '../user-name.ts';
import { addQuarantineImport } from './add-quarantine-import.ts';
import { addQuarantineRelease } from './add-quarantine-release.ts';
import { dateOption, limitOption, type ReasonFlag, reasonOption } from './options.ts';
import type { Call, Shell } from './shell.ts';

interface ListFlags extends ReasonFlag {
  readonly domain?: string;
  readonly denylist?: boolean;
  readonly allowlist?: boolean;
  readonly counting?: boolean;
  readonly since?: number;
  readonly limit?: number;
}

const LIST_EXAMPLES = `
Quarantine and denylist, in no order; times are UTC. The whole table is read: narrow it, or --limit it.

Examples:
  mxp quarantine list --limit 20
  mxp quarantine list --reason mailboxFull --domain example.com
  mxp quarantine list --denylist --since 2026-11-01
  mxp quarantine list --counting                errors that have not led to quarantine yet`;

function filterOf({ reason, domain, denylist, allowlist, counting, since }: ListFlags): Filter {
  const named = [
    ...(denylist ? ['denylist' as const] : []),
    ...(allowlist ? ['allowlist' as const] : []),
    ...(counting ? ['counting' as const] : []),
  ];
  const lists: readonly ListName[] = named.length > 0 ? named : ['quarantine', 'denylist'];
  return {
    lists,
    ...(reason ? { reason } : {}),
    ...(domain ? { domain: domainOf(domain) } : {}),
    ...(since === undefined ? {} : { since }),
  };
}

function addList(quarantine: Command, shell: Shell): void {
  const command = quarantine
    .command('list')
    .summary('addresses that get no mail')
    .description('Lists the addresses that get no mail, with since when, why and until when.')
    .addOption(reasonOption('quarantined for this'))
    .option('--domain <domain>', 'of this domain')
    .option('--denylist', 'the denylist alone: who complained')
    .option('--allowlist', 'the allowlist: mailed whatever the quarantine says')
    .option('--counting', 'addresses whose errors are being counted')
    .addOption(dateOption('--since <date>', 'listed since then or later'))
    .addOption(limitOption('--limit <n>', 'at most so many'))
    .addHelpText('after', LIST_EXAMPLES);
  shell.does<ListFlags>(command, async ({ options, io, connect }) => {
    const filter = filterOf(options);
    return writeList(io, listed(await connect(), filter, options.limit), options.json === true);
  });
}

function addShow(quarantine: Command, shell: Shell): void {
  const command = quarantine
    .command('show')
    .summary('all that is known of an address')
    .description("Shows where an address stands, what happened to it, what was said, and SES's own list.")
    .argument('<address>')
    .addHelpText('after', '\nExample:\n  mxp quarantine show jane@example.com');
  shell.does(command, async ({ args, connect }) => {
    const address = addressOf(args[0] ?? '');
    return dossierAnswer(await readDossier(await connect(), address));
  });
}

interface AddFlags extends ReasonFlag {
  readonly why?: string;
  readonly denylist?: boolean;
  readonly allow?: boolean;
  readonly disallow?: boolean;
}

const ADD_EXAMPLES = `
Examples:
  mxp quarantine add jane@example.com --reason inactiveUser --why "left the company"
  mxp quarantine add jane@example.com --denylist --why "asked by phone"
  mxp quarantine add monitor@example.com --allow`;

const actOf = ({ denylist, allow, disallow }: AddFlags): Exclude<OperatorAct, 'release'> => {
  if (denylist) return 'deny';
  if (allow) return 'allow';
  return disallow ? 'disallow' : 'quarantine';
};

async function addAddress({ args, options, connect }: Call<AddFlags>) {
  const address = addressOf(args[0] ?? '');
  const { why, reason } = options;
  const giver = { by: userName(), ...(why ? { why } : {}), ...(reason ? { reason } : {}) };
  return add(await connect(), address, actOf(options), giver);
}

function addAdd(quarantine: Command, shell: Shell): void {
  const command = quarantine
    .command('add')
    .summary('put an address on a list')
    .description(
      'Puts an address into quarantine, or on the denylist or the allowlist, until an operator says otherwise.',
    )
    .argument('<address>')
    .addOption(reasonOption('why it is quarantined, in the words of bounces'))
    .option('--why <text>', 'kept with it, for those who ask later')
    .addOption(
      new Option('--denylist', 'no mail but transactional').conflicts(['allow', 'disallow', 'reason']),
    )
    .addOption(
      new Option('--allow', 'on the allowlist: mailed whatever the quarantine says').conflicts([
        'disallow',
        'reason',
      ]),
    )
    .addOption(new Option('--disallow', 'off the allowlist again').conflicts('reason'))
    .addHelpText('after', ADD_EXAMPLES);
  shell.does<AddFlags>(command, addAddress);
}

function addExport(quarantine: Command, shell: Shell): void {
  const command = quarantine
    .command('export')
    .summary('all lists, as a file')
    .description('Writes quarantine, denylist and allowlist to standard output, in a form that import reads.')
    .addOption(new Option('--format <format>', 'how').choices(EXPORT_FORMATS).default('csv'))
    .addHelpText('after', '\nExample:\n  mxp quarantine export --format jsonl > quarantine.jsonl');
  shell.does<{ readonly format: ExportFormat }>(command, async ({ options, io, connect }) => {
    const { rows, forgotten } = await exportAll(await connect(), io, options.json ? 'jsonl' : options.format);
    const left =
      forgotten > 0 ? `; ${counted(forgotten, 'row')} left out, for their addresses were forgotten` : '';
    if (!options.json) io.err(`${counted(rows, 'row')} written${left}.\n`);
    return undefined;
  });
}

/** `mxp quarantine import|list|show|add|release|export`. */
export function addQuarantine(program: Command, shell: Shell): void {
  const quarantine = program
    .command('quarantine')
    .summary('addresses that get no mail')
    .description(
      'Shows and changes which addresses get no mail: the quarantine by errors, the denylist by complaints.',
    );
  for (const each of [addQuarantineImport, addList, addShow, addAdd, addQuarantineRelease, addExport])
    each(quarantine, shell);
}
