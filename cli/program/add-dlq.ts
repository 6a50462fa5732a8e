import { Argument, type Command } from 'commander';
import type { Connection } from '../connection.ts';
import { standingCauses } from '../dlq/causes.ts';
import { pilesAnswer, readPiles } from '../dlq/list.ts';
import { DEAD_QUEUES, type DeadQueue, deadQueuesOf } from '../dlq/queues.ts';
import { redrive } from '../dlq/redrive.ts';
import { planAnswer, type QueueRedriven, redrivenAnswer, stoppedAnswer } from '../dlq/redrive-text.ts';
import { lettersAnswer, readLetters } from '../dlq/show.ts';
import { UsageError, UserError } from '../user-error.ts';
import { limitOption } from './options.ts';
import { progressLine } from './progress.ts';
import type { Call, Shell } from './shell.ts';

const ABOUT = `
A message is tried for two hours and more before it goes to the dead letters of its queue. SQS deletes it 14 days after it
first came into its queue.

Examples:
  mxp dlq list
  mxp dlq show delivery
  mxp dlq redrive delivery --dry-run`;

const SHOW_EXAMPLES = `
Letters are out of others' sight while this looks at them, and stay where they are. Addresses are masked.

Examples:
  mxp dlq show
  mxp dlq show outbound --limit 5 --json`;

const REDRIVE_EXAMPLES = `
A letter goes back as it was, body and attributes. It is sent first and deleted here then, so none is lost; ended in
between, or where SQS does not tell how a call ended, one may be in both places, and a later redrive sends it twice. That
does no harm: a mail meets the claim of its id and is handed over once, an event meets its own entry, a wake-up is stale.
While what the functions need cannot be read, nothing is redriven without --yes. What dies again meanwhile is left alone.

Examples:
  mxp dlq redrive delivery --dry-run
  mxp dlq redrive delivery
  mxp dlq redrive outbound --id 5fea7756-0ea4-451a-a703-a558b933e274
  mxp dlq redrive --all --yes`;

/** Letters that a plan looks at. */
const PLANNED = 1_000;

interface RedriveFlags {
  readonly id?: readonly string[];
  readonly all?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

const queueArgument = (): Argument =>
  new Argument('[queue]', 'the dead letters of this queue').choices(DEAD_QUEUES);

/** The queue that is named, or all; throws a UserError for one that the deployment has not. */
function queuesOf(
  [name]: readonly (string | undefined)[],
  { deployment }: Pick<Connection, 'deployment'>,
): readonly DeadQueue[] {
  const found = deadQueuesOf(deployment).filter((queue) => name === undefined || queue === name);
  if (found.length === 0)
    throw new UserError(`${deployment.name} has no queue ${name}: no mail returns to it`);
  return found;
}

/** A queue, ids or all; throws a UsageError for none and for too much. */
function check({ args: [name], options: { id, all, dryRun, yes } }: Call<RedriveFlags>): void {
  if (name === undefined && !id && !all)
    throw new UsageError(`name a queue (${DEAD_QUEUES.join(', ')}), --id ID, or --all`);
  if (all && (name !== undefined || id))
    throw new UsageError('--all is every letter of every queue: name no other');
  if (all && !yes && !dryRun) throw new UsageError('--all redrives every letter; add --yes if that is meant');
}

async function redriveLetters(call: Call<RedriveFlags>) {
  check(call);
  const { args, options, io, connect } = call;
  const connection = await connect();
  const queues = queuesOf(args, connection);
  const ids = options.id ? new Set(options.id) : undefined;
  const causes = await standingCauses(connection, queues);
  if (options.dryRun) {
    const { shown, count } = await readLetters(connection, queues, PLANNED);
    const meant = shown.filter(({ letter }) => ids?.has(letter.id) ?? true);
    return planAnswer(meant, ids ? meant.length : count, causes);
  }
  if (causes.length > 0 && !options.yes) return stoppedAnswer(causes);
  const { draw, clear } = progressLine(io, options);
  const done: QueueRedriven[] = [];
  const begun = connection.clock.now();
  try {
    for (const queue of queues) {
      const letters = connection.deadLetters(queue);
      const count = await letters.count();
      const onProgress = (redriven: number) =>
        draw(`${queue}: ${redriven} of about ${count} letters redriven …`);
      if (count > 0)
        done.push({ queue, ...(await redrive(letters, { begun, onProgress, ...(ids ? { ids } : {}) })) });
    }
  } finally {
    clear();
  }
  return redrivenAnswer(done, ids, causes);
}

/** `mxp dlq list`, `show` and `redrive`. */
export function addDlq(program: Command, shell: Shell): void {
  const dlq = program
    .command('dlq')
    .summary('dead letters: look at them, put them back')
    .description('Shows messages that could not be settled, and puts them back into their queues.')
    .addHelpText('after', ABOUT);
  const list = dlq
    .command('list')
    .description('Counts the dead letters of every queue.')
    .addHelpText('after', ABOUT);
  shell.does(list, async ({ connect }) => {
    const connection = await connect();
    return pilesAnswer(await readPiles(connection), connection.clock.now());
  });

  const show = dlq
    .command('show')
    .description('Shows dead letters: what they are, why they may be here, and what a redrive makes of them.')
    .addArgument(queueArgument())
    .addOption(limitOption('--limit <n>', 'at most so many').default(20))
    .addHelpText('after', SHOW_EXAMPLES);
  shell.does<{ readonly limit: number }>(show, async ({ args, options, connect }) => {
    const connection = await connect();
    const { shown, count } = await readLetters(connection, queuesOf(args, connection), options.limit);
    return lettersAnswer(shown, count);
  });

  const back = dlq
    .command('redrive')
    .description('Puts dead letters back into the queue that they came from.')
    .addArgument(queueArgument())
    .option('--id <id...>', 'only these, by the ids of `mxp dlq show`')
    .option('--all', 'those of every queue')
    .option('--dry-run', 'show what would become of them, and do nothing')
    .option('--yes', 'with --all, or although the cause still stands: yes, do it')
    .addHelpText('after', REDRIVE_EXAMPLES);
  shell.does<RedriveFlags>(back, redriveLetters);
}
