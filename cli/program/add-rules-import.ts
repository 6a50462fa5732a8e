import { type Command, Option } from 'commander';
import { IMPORT_SYSTEMS, type ImportSystem } from '../../shared/import/import-rules.ts';
import { importRuleFiles } from '../commands/import-rules.ts';
import type { Shell } from './shell.ts';

interface ImportFlags {
  readonly from: ImportSystem;
  readonly lint?: boolean;
  readonly out?: string;
}

const NOTES = `
kumomta: TOML files of shaping and of bounce classes, told apart by what they hold; name all that are loaded together, in
their order. zonemta: the list of bounces, regex,action,category,message a line. The YAML goes into rules/, its file names
into order.yaml; what has no counterpart follows in comments. Exit code 1 when --lint finds an error. docs/import.md tells
what becomes of what. With --json the answer is {"from", "files", "rules": {"mx", "bounces"}, "noCounterpart": [{"file",
"line", "what", "why"}], "findings"?: as of mxp rules lint, "written"?}.

Examples:
  mxp rules import --from kumomta shaping.toml custom.toml --out my-rules
  mxp rules import --from kumomta bounces.toml --lint
  mxp rules import --from zonemta bounces.txt --lint --json | jq .findings`;

/** `mxp rules import`: rules of another system. */
export function addRulesImport(rules: Command, shell: Shell): void {
  const command = rules
    .command('import')
    .argument('<file...>', 'the files of the other system')
    .description(
      "Reads another system's rules into our format and tells what has no counterpart; needs no deployment.",
    )
    .addOption(
      new Option('--from <system>', 'whose files they are').choices(IMPORT_SYSTEMS).makeOptionMandatory(),
    )
    .option('--lint', 'also tell what is wrong with the rules as they are there')
    .option('--out <folder>', 'write mx/ and bounces/ there instead of printing them')
    .addHelpText('after', NOTES);
  shell.does<ImportFlags>(command, async ({ args, options }) => {
    const { from, lint, out } = options;
    const names = args.flat().filter((name) => name !== undefined);
    return importRuleFiles(names, { from, lint: lint === true, ...(out === undefined ? {} : { out }) });
  });
}
