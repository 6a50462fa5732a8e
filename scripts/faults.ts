import { Command, InvalidArgumentError, Option } from 'commander';
import { table } from '../cli/table.ts';
import { CATALOGUE } from './faults/catalogue.ts';
import { runAll } from './faults/run-all.ts';
import { faultTable } from './faults/table.ts';

/** Lets faults of the platform act on the deployed functions, and audits what came of every mail: docs/faults.md. */

interface Options {
  readonly only?: readonly string[];
  readonly seed: number;
  readonly atOnce: number;
  readonly list?: boolean;
  readonly json?: boolean;
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('must be a whole number from 1');
  return Number(text);
}

const program = new Command('npm run faults --')
  .description(
    'Runs the deployed functions on the local engine while DynamoDB, SQS, SNS, SES, S3 or their own processes fail, and audits what became of every mail.',
  )
  .addOption(new Option('--only <name...>', 'these faults alone').choices(CATALOGUE.map(({ name }) => name)))
  .option('--seed <n>', 'another run of chance', wholeNumber, 1)
  .option('--at-once <n>', 'faults at the same time, each on an engine of its own', wholeNumber, 3)
  .option('--list', 'show the faults and what they do, and run none')
  .option('--json', 'print the rows as one JSON document')
  .addHelpText(
    'after',
    '\nExit code 1 when an outcome is not as stated. MXP_LOG=1 shows the lines of the functions.',
  );

const { only, seed, atOnce, list, json } = program.parse().opts<Options>();
const chosen = CATALOGUE.filter(({ name }) => only?.includes(name) ?? true);

if (list)
  console.log(
    table(
      ['FAULT', 'WHAT'],
      chosen.map(({ name, what }) => [name, what]),
    ),
  );
else {
  const begun = Date.now();
  const seconds = () => String(Math.round((Date.now() - begun) / 1_000)).padStart(4);
  let last = '';
  const rows = await runAll(chosen, seed, atOnce, (text) => {
    if (text !== last) console.error(`${seconds()} s  ${text}`);
    last = text;
  });
  console.log(json ? JSON.stringify({ seed, rows }, undefined, 2) : faultTable(rows));
  console.error(`\n${seconds().trim()} s in all.`);
  if (rows.some(({ wrong }) => wrong.length > 0)) process.exitCode = 1;
}
