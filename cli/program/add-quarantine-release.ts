import type { Command } from 'commander';
import type { Connection } from '../connection.ts';
import { addressOf } from '../quarantine/address.ts';
import { domainOf } from '../quarantine/listed.ts';
import { recordsOfFile } from '../quarantine/records-of-file.ts';
import { type ReleaseOptions, release } from '../quarantine/release.ts';
import { releaseOne } from '../quarantine/release-one.ts';
import { planRelease, type ReleaseFilter } from '../quarantine/release-plan.ts';
import { planAnswer, releasedAnswer } from '../quarantine/release-text.ts';
import { UsageError } from '../user-error.ts';
import { userName } from '../user-name.ts';
import { dateOption, type ReasonFlag, reasonOption } from './options.ts';
import { progressLine } from './progress.ts';
import type { Call, Shell } from './shell.ts';

interface ReleaseFlags extends ReasonFlag {
  readonly file?: string;
  readonly domain?: string;
  readonly since?: number;
  readonly until?: number;
  readonly rule?: string;
  readonly text?: string;
  readonly complaint?: boolean;
  readonly keepAtSes?: boolean;
  readonly why?: string;
  readonly yes?: boolean;
}

const FILTERS = ['reason', 'domain', 'since', 'until', 'rule', 'text'] as const;

const EXAMPLES = `
One address is released at once. A file or a filter shows first what it means; --yes does it. Several filters narrow each
other, and look at the quarantine in force: since when, for what, and which words of which rule are its evidence.
SES's own list is asked as well, at most once a second.

Examples:
  mxp quarantine release jane@example.com --why "asked by phone"
  mxp quarantine release --since 2026-11-30T08:00Z --until 2026-11-30T11:00Z --reason userUnknown
  mxp quarantine release --domain example.com --text "user lookup failed" --why "their outage" --yes
  mxp quarantine release --file back-again.csv --yes`;

function filterOf({ complaint, domain, reason, since, until, rule, text }: ReleaseFlags): ReleaseFilter {
  return {
    complaints: complaint === true,
    ...(domain ? { domain: domainOf(domain) } : {}),
    ...(reason ? { reason } : {}),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(rule ? { rule } : {}),
    ...(text ? { text } : {}),
  };
}

/** Exactly one of an address, a file, or filters; throws a UsageError otherwise. */
function check({ args, options }: Call<ReleaseFlags>): void {
  const filtered = FILTERS.some((name) => options[name] !== undefined);
  const named = [args[0] !== undefined, options.file !== undefined, filtered].filter(Boolean);
  if (named.length !== 1)
    throw new UsageError(
      `name one address, or --file FILE, or filters: ${FILTERS.map((name) => `--${name}`).join(', ')}`,
    );
}

async function releaseMany({ options, io }: Call<ReleaseFlags>, connection: Connection, how: ReleaseOptions) {
  const { file } = options;
  const records = file === undefined ? connection.addresses() : recordsOfFile(connection, file, io.stdin);
  how.onProgress('reading …');
  const read = await planRelease(connection, records, filterOf(options));
  const plan = file === undefined ? { ...read, notListed: 0 } : read;
  if (!options.yes) return planAnswer(plan);
  return releasedAnswer(plan, await release(connection, plan.release, how));
}

async function releaseAddresses(call: Call<ReleaseFlags>) {
  check(call);
  const { args, options, io, connect } = call;
  const { draw, clear } = progressLine(io, options);
  const address = args[0] === undefined ? undefined : addressOf(args[0]);
  const connection = await connect();
  const how: ReleaseOptions = {
    at: connection.clock.now(),
    giver: { by: userName(), ...(options.why ? { why: options.why } : {}) },
    complaints: options.complaint === true,
    keepAtSes: options.keepAtSes === true,
    onProgress: draw,
  };
  try {
    return address === undefined
      ? await releaseMany(call, connection, how)
      : await releaseOne(connection, address, how);
  } finally {
    clear();
  }
}

/** `mxp quarantine release`. */
export function addQuarantineRelease(quarantine: Command, shell: Shell): void {
  const command = quarantine
    .command('release')
    .summary('mail an address again')
    .description(
      'Ends the quarantine of addresses, here and on SES’s own list; complaints only when you say so.',
    )
    .argument('[address]')
    .option('--file <file>', 'the addresses of a file, as for import; - for standard input')
    .addOption(reasonOption('quarantined for this'))
    .option('--domain <domain>', 'of this domain')
    .addOption(dateOption('--since <date>', 'quarantined since then or later'))
    .addOption(dateOption('--until <date>', 'quarantined until then'))
    .option('--rule <id>', 'where this bounce rule judged')
    .option('--text <words>', 'where a reply has these words')
    .option('--complaint', 'also those who complained')
    .option('--keep-at-ses', "leave SES's own list alone")
    .option('--why <text>', 'kept with the release, for those who ask later')
    .option('--yes', 'for a file or filters: yes, do it')
    .addHelpText('after', EXAMPLES);
  shell.does<ReleaseFlags>(command, releaseAddresses);
}
