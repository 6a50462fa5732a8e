import type { Classifier, Judgement } from '../../shared/bounce/judgement.ts';
import { cut } from '../../shared/text/cut.ts';
import { UserError } from '../user-error.ts';
import type { Line } from './lines.ts';
import { type ReadReply, readReply } from './read-reply.ts';

/** Where answers go, a line each, in the order of the replies. */
export interface Answers {
  /** Resolves when there is room for more. */
  write(line: string): Promise<void>;
  end(): Promise<void>;
}

/** How answers are written: JSON, or columns for people. */
export type Form = 'json' | 'text';

const json = (read: ReadReply, judgement: Judgement): string => {
  const { type, reason, blame, rule, via, classified } = judgement;
  return JSON.stringify({ id: read.id, type, reason, blame, rule, via, classified });
};

/** A reply on one line: lines within it, and what would move a terminal's cursor, are spaces; cut where it gets long. */
function onOneLine(reply: string): string {
  const line = reply.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return line.length > LONGEST ? `${cut(line, LONGEST)} …` : line;
}

const LONGEST = 200;

/** Widths of type, reason, blame, and what decided. */
const WIDTHS = [7, 11, 7, 32] as const;

function columns({ type, reason, blame, rule, via, classified }: Judgement, reply: string): string {
  const by = rule ?? (classified ? via : 'not classified');
  const cells = [type, reason ?? '–', blame ?? '–', by];
  return [...cells.map((cell, at) => cell.padEnd(WIDTHS[at] ?? 0)), onOneLine(reply)].join('  ');
}

function answerTo(
  { number, text }: Line,
  classifier: Classifier,
  form: Form,
): { line: string; bad: boolean } {
  const read: ReadReply = text === undefined ? { ok: false, reason: 'is not UTF-8' } : readReply(text);
  if (!read.ok) {
    const { id, reason } = read;
    const line =
      form === 'json' ? JSON.stringify({ id, line: number, error: reason }) : `unreadable: ${reason}`;
    return { line, bad: true };
  }
  const judgement = classifier.judge(read.reply);
  return { line: form === 'json' ? json(read, judgement) : columns(judgement, read.reply.text), bad: false };
}

/** Bad lines that the last word names; the answers tell of each. */
const NAMED = 10;

/**
 * Judges replies, a line each, as they come, and answers every line that is not blank in its place. Throws a UserError at
 * the end when some could not be read.
 */
export async function classifyLines(
  lines: AsyncIterable<Line>,
  classifier: Classifier,
  { form, answers }: { readonly form: Form; readonly answers: Answers },
): Promise<void> {
  const bad: number[] = [];
  let count = 0;
  for await (const one of lines) {
    const answer = answerTo(one, classifier, form);
    count += 1;
    if (answer.bad) bad.push(one.number);
    await answers.write(`${answer.line}\n`);
  }
  await answers.end();
  if (bad.length === 0) return;
  const named = `line ${bad.slice(0, NAMED).join(', ')}${bad.length > NAMED ? ' …' : ''}`;
  throw new UserError(`${bad.length} of ${count} lines could not be read: ${named}`);
}
