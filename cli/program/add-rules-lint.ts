import type { Command } from 'commander';
import { lintRules, listLintCodes } from '../commands/lint-rules.ts';
import type { Shell } from './shell.ts';

interface LintFlags {
  readonly strict?: boolean;
  readonly list?: boolean;
}

const NOTES = `
PATH is a folder of rule files (with order.yaml) or a compiled rule set; without one, the rules that ship with MX Pacer
are checked. Exit code 1 on an error; with --strict on a warning too. docs/lint.md has a section for each code. With
--json the answer is a list of {"code", "severity", "message", "advice", "rule"?, "file"?, "line"?}.

Examples:
  mxp rules lint
  mxp rules lint rules --strict
  mxp rules lint my-rules.json --json | jq -r '.[] | "\\(.file):\\(.line): \\(.code)"'
  mxp rules lint --list                        every code`;

/** `mxp rules lint`: what is wrong in rules, or most likely not meant. */
export function addRulesLint(rules: Command, shell: Shell): void {
  const command = rules
    .command('lint')
    .argument('[path...]', 'folders of rule files, or compiled rule sets')
    .description('Finds what is wrong in rules, or most likely not meant; needs no deployment.')
    .option('--strict', 'fail on warnings too')
    .option('--list', 'show every code instead')
    .addHelpText('after', NOTES);
  shell.does<LintFlags>(command, async ({ args, options }) => {
    if (options.list) return listLintCodes();
    return lintRules(
      args.flat().filter((path) => path !== undefined),
      options.strict === true,
    );
  });
}
