import { Command } from 'commander';
import { addBounces } from './add-bounces.ts';
import { addClassify } from './add-classify.ts';
import { addDlq } from './add-dlq.ts';
import { addDoctor } from './add-doctor.ts';
import { addExplain } from './add-explain.ts';
import { addFeed } from './add-feed.ts';
import { addForget } from './add-forget.ts';
import { addLevel } from './add-level.ts';
import { addOrders } from './add-orders.ts';
import { addQuarantine } from './add-quarantine.ts';
import { addQuota } from './add-quota.ts';
import { addRules } from './add-rules.ts';
import { addSend } from './add-send.ts';
import { addStatus } from './add-status.ts';
import type { Shell } from './shell.ts';

const ABOUT = `
Without --stack, commands work on the local engine of this machine (npm start -- --serve); classify and feed need neither.
Exit codes: 0 done, 1 failed or in part refused, 2 wrong usage.

Examples:
  mxp doctor --stack MxPacer
  mxp status --watch
  mxp send campaign.jsonl --stack MxPacer
  mxp rules match jane@example.com
  mxp explain jane@example.com
  mxp quarantine import bad-addresses.csv
  mxp pause --campaign autumn --why "wrong price on page 3"`;

/** Every command with its options and help. Parsing throws instead of ending the process. */
export function createProgram(
  shell: Shell,
  output: { readonly out: (text: string) => void; readonly err: (text: string) => void },
): Command {
  const program = new Command('mxp')
    .description('Operates MX Pacer: sends, watches, pauses and explains.')
    .option('--stack <name>', 'work on this CloudFormation stack in AWS')
    .option('--json', 'print one JSON document (classify: one a line); errors as JSON on standard error')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: output.out, writeErr: output.err, outputError: () => undefined })
    .exitOverride()
    .addHelpText('after', ABOUT);
  for (const add of [
    addSend,
    addStatus,
    addRules,
    addOrders,
    addQuota,
    addDlq,
    addLevel,
    addQuarantine,
    addForget,
    addExplain,
    addDoctor,
    addClassify,
    addBounces,
    addFeed,
  ])
    add(program, shell);
  return program;
}
