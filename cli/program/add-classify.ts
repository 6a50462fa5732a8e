import type { Command } from 'commander';
import shipped from '../../rules/shipped.json' with { type: 'json' };
import { createClassifier } from '../../shared/bounce/create-classifier.ts';
import { loadRuleSet } from '../../shared/rules/load-rule-set.ts';
import type { RuleSet } from '../../shared/rules/rule-set.ts';
import { classifyLines } from '../commands/classify.ts';
import { readLines } from '../commands/lines.ts';
import { createLineWriter } from '../line-writer.ts';
import type { Call, Shell } from './shell.ts';

interface ClassifyFlags {
  readonly inForce?: boolean;
}

const NOTES = `
A line is a reply in plain text, or a JSON object {"id"?, "reply", "status"?, "mxHost"?, "subtype"?}. Blank lines are
skipped; every other line is answered in its place, one line each. With --json an answer is
{"id"?, "type", "reason"?, "blame"?, "rule"?, "via", "classified"}, or {"id"?, "line", "error"} for a line that cannot be
read; then the exit code is 1.

Examples:
  mxp classify replies.txt
  mxp classify --json < replies.jsonl | jq -c 'select(.classified | not)'
  echo '550 5.2.2 Over quota' | mxp classify
  mxp classify replies.txt --stack MxPacer      by the rules in force there`;

async function rulesOf({ options, connect }: Call<ClassifyFlags>): Promise<RuleSet> {
  if (options.stack === undefined && !options.inForce) return loadRuleSet(shipped);
  const { rules } = await connect();
  return (await rules.active()).current;
}

/** `mxp classify`: what replies of mail servers mean. */
export function addClassify(program: Command, shell: Shell): void {
  const command = program
    .command('classify')
    .summary('what replies of mail servers mean')
    .description(
      'Judges replies of mail servers, a line each, by the bounce rules that ship with MX Pacer; needs no deployment.',
    )
    .argument('[file]', 'the file; standard input when absent, or for -')
    .option('--in-force', 'by the rules in force at the deployment; --stack alone says the same')
    .addHelpText('after', NOTES);
  shell.does<ClassifyFlags>(command, async (call) => {
    const { args, options, io } = call;
    const { bounces } = await rulesOf(call);
    const lines = readLines(args[0] ?? '-', io.stdin);
    const form = options.json ? 'json' : 'text';
    await classifyLines(lines, createClassifier(bounces), { form, answers: createLineWriter(io) });
    return undefined;
  });
}
