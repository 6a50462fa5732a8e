import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { Answer } from '../commands/answer.ts';
import { sendFile, sentAnswer } from '../commands/send.ts';
import { type OneMail, sendOne } from '../commands/send-one.ts';
import { UsageError } from '../user-error.ts';
import type { Call, Shell } from './shell.ts';

interface SendFlags extends Partial<OneMail> {
  readonly priority?: boolean;
}

const EXAMPLES = `
Examples:
  mxp send campaign.jsonl                       one message a line (docs/upstream.md)
  generate-mails | mxp send -                   the same from standard input
  mxp send --priority reset.jsonl               may overtake what waits
  mxp send --to jane@example.com --from news@example.org --subject Hello --text "Good morning"`;

const NEEDED = ['to', 'from', 'subject', 'text'] as const;
const OPTIONAL = ['id', 'campaign', 'stream', 'pool'] as const;

/** The one mail that the options make; throws a UsageError that names the options which are missing. */
function oneMail(flags: SendFlags): OneMail {
  const { to, from, subject, text } = flags;
  const missing = NEEDED.filter((name) => flags[name] === undefined);
  if (to === undefined || from === undefined || subject === undefined || text === undefined)
    throw new UsageError(`one mail needs ${missing.map((name) => `--${name}`).join(', ')} too`);
  const rest = Object.fromEntries(
    OPTIONAL.flatMap((name) => (flags[name] === undefined ? [] : [[name, flags[name]] as const])),
  );
  return { id: randomUUID(), to, from, subject, text, ...rest };
}

const CLEAR_LINE = '\r\x1b[K';

/** Sends the file; a terminal sees how far it is, on one line that goes away again. */
async function sendWithProgress({ options, io, connect }: Call<SendFlags>, file: string): Promise<Answer> {
  const connection = await connect();
  const draw = io.overwrites && !options.json ? io.err : () => undefined;
  const onProgress = (sent: number) => draw(`${CLEAR_LINE}${sent} mails queued …`);
  try {
    const priority = options.priority === true;
    const sent = await sendFile(connection, file, { priority, stdin: io.stdin, onProgress });
    return sentAnswer(sent, connection.deployment.name);
  } finally {
    draw(CLEAR_LINE);
  }
}

/** One or the other: a file, or the options of one mail. */
function send(call: Call<SendFlags>): Promise<Answer> {
  const { args, options } = call;
  const [file] = args;
  const named = [...NEEDED, ...OPTIONAL].find((name) => options[name] !== undefined);
  if (file === undefined && named === undefined)
    throw new UsageError('name a file of messages (- for standard input), or one mail with --to');
  if (file !== undefined && named !== undefined)
    throw new UsageError(`--${named} is for one mail; the lines of ${file} say it themselves`);
  if (file !== undefined) return sendWithProgress(call, file);
  const mail = oneMail(options);
  return call.connect().then((connection) => sendOne(connection, mail, options.priority === true));
}

/** `mxp send`: a file of messages, or one mail by its options. */
export function addSend(program: Command, shell: Shell): void {
  const command = program
    .command('send')
    .summary('queue messages as upstream would')
    .description(
      'Queues messages: a file with one JSON object a line, or one mail given by options. Lines that are no message are named, the others go.',
    )
    .argument('[file]', 'the file, - for standard input')
    .option('--priority', 'to PriorityQueue, for mail that may overtake')
    .option('--to <address>', 'the recipient of one mail')
    .option('--from <mailbox>', 'its sender, on an identity that SES has verified')
    .option('--subject <text>', 'its subject')
    .option('--text <text>', 'its body')
    .option('--id <id>', 'its id; a second mail of the same id is not sent')
    .option('--campaign <name>', 'its campaign')
    .option('--stream <name>', 'its stream: marketing (the default), transactional, or a name of your own')
    .option('--pool <name>', 'its pool, where it leaves from')
    .addHelpText('after', EXAMPLES);
  shell.does<SendFlags>(command, async (call) => send(call));
}
