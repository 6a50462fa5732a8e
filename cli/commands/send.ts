import type { Readable } from 'node:stream';
import { LARGEST_BODY_BYTES } from '../../shared/limits/sqs.ts';
import { type ParsePools, parseMail } from '../../shared/message/parse.ts';
import { poolsOf } from '../../shared/throttler/pools-of.ts';
import type { Connection } from '../connection.ts';
import { UserError } from '../user-error.ts';
import type { Answer } from './answer.ts';
import { type Line, readLines } from './lines.ts';

/** What sending needs of a connection. */
export interface Sending {
  readonly enqueue: Connection['enqueue'];
  readonly deployment: Pick<Connection['deployment'], 'name' | 'settings'>;
}

/** A line that no queue was given. */
export interface Refused {
  /** From 1. */
  readonly line: number;
  /** Names the field and what to do; addresses are masked. */
  readonly reason: string;
}

/** What became of the lines of a file. */
export interface Sent {
  readonly sent: number;
  readonly refused: readonly Refused[];
}

/** How a file is sent. */
export interface SendOptions {
  readonly priority: boolean;
  readonly stdin: Readable;
  /** Gets the number of mails queued so far. */
  readonly onProgress: (sent: number) => void;
}

interface Good {
  readonly line: number;
  readonly body: string;
}

/** Lines that are checked, then queued, at a time. */
const CHUNK = 1_000;

/** Why a line is no message; undefined when it is one. */
export function problemOf(body: string, pools: ParsePools): string | undefined {
  const parsed = parseMail(body, pools);
  if (!parsed.ok) return parsed.reason;
  if (Buffer.byteLength(body) > LARGEST_BODY_BYTES)
    return `the message is over ${LARGEST_BODY_BYTES} bytes; put its content into S3 and name it by reference`;
  return undefined;
}

async function* inChunks(lines: AsyncIterable<Line>): AsyncGenerator<readonly Line[]> {
  let chunk: Line[] = [];
  for await (const line of lines) {
    chunk.push(line);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

function sort(
  lines: readonly Line[],
  pools: ParsePools,
): { readonly good: readonly Good[]; readonly bad: readonly Refused[] } {
  const good: Good[] = [];
  const bad: Refused[] = [];
  for (const { number: line, text: body } of lines) {
    const reason = body === undefined ? 'the line is not UTF-8' : problemOf(body, pools);
    if (reason !== undefined) bad.push({ line, reason });
    else if (body !== undefined) good.push({ line, body });
  }
  return { good, bad };
}

async function queue(
  { enqueue }: Sending,
  good: readonly Good[],
  priority: boolean,
): Promise<readonly Refused[]> {
  if (good.length === 0) return [];
  const lost = await enqueue(
    good.map(({ body }) => body),
    priority,
  );
  return good
    .filter((_, at) => lost.has(at))
    .map(({ line }) => ({ line, reason: 'the queue did not take it; send the file again' }));
}

/**
 * Queues a file of messages, one JSON object a line, as upstream would. Lines that are no message are named, not sent.
 * Throws a UserError when it has to stop on the way; sending the file again then repeats no mail, for ids are known.
 */
export async function sendFile(connection: Sending, file: string, options: SendOptions): Promise<Sent> {
  const pools = poolsOf(connection.deployment.settings);
  const refused: Refused[] = [];
  let sent = 0;
  try {
    for await (const lines of inChunks(readLines(file, options.stdin))) {
      const { good, bad } = sort(lines, pools);
      const lost = await queue(connection, good, options.priority);
      refused.push(...bad, ...lost);
      sent += good.length - lost.length;
      options.onProgress(sent);
    }
  } catch (cause) {
    if (sent === 0) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(
      `stopped after ${sent} mails: ${why}; send the file again, mails with the same ids go out once`,
      { cause },
    );
  }
  return { sent, refused: refused.sort((one, other) => one.line - other.line) };
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** Names every line that was refused; one such line makes the command fail. */
export function sentAnswer({ sent, refused }: Sent, where: string): Answer {
  const head = `${counted(sent, 'mail')} queued at ${where}.`;
  if (refused.length === 0) return { json: { sent, refused }, text: head };
  const lines = refused.map(({ line, reason }) => `  line ${line}: ${reason}`);
  const text = [head, `${counted(refused.length, 'line')} refused:`, ...lines].join('\n');
  return { json: { sent, refused }, text, failed: true };
}
