import type { Command } from 'commander';
import { deployedView } from '../commands/rules-view.ts';
import { explainAddress, explainDomain } from '../explain/explain-address.ts';
import { explainMail } from '../explain/explain-mail.ts';
import { explainedOf } from '../explain/subject.ts';
import type { Call, Shell } from './shell.ts';

interface ExplainFlags {
  readonly pool?: string;
  readonly stream: string;
}

const EXAMPLES = `
A mail: its MX, rule, slot, hand-over, what was said of it, and what that did to its address.
An address: where its mail goes, why it gets none, and what would become of a mail now. A domain: the same without.

Examples:
  mxp explain de044a12-93e6-41dc-8386-1f3a994ab284
  mxp explain jane@example.com --stream transactional
  mxp explain example.com --pool news`;

async function explain({ args, options, connect }: Call<ExplainFlags>) {
  const subject = explainedOf(args[0] ?? '');
  const connection = await connect();
  if (subject.kind === 'mail') return explainMail(connection, subject.id);
  const { pool, stream } = options;
  const asked = { stream, view: await deployedView(connection, pool ? { pool } : {}) };
  return subject.kind === 'address'
    ? explainAddress(connection, subject.address, asked)
    : explainDomain(connection, subject.domain, asked);
}

/** `mxp explain`. */
export function addExplain(program: Command, shell: Shell): void {
  const command = program
    .command('explain')
    .summary('what happened to a mail or an address, and why')
    .description('Tells what happened to a mail, where an address or a domain stands, and why.')
    .argument('<mail id, address or domain>')
    .option('--pool <name>', "a mail of this pool instead of the deployment's default")
    .option('--stream <name>', 'a mail of this stream', 'marketing')
    .addHelpText('after', EXAMPLES);
  shell.does<ExplainFlags>(command, explain);
}
